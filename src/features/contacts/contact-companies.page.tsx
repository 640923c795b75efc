import { useState } from 'react';
import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/contact-companies.page.ts';
import css from './contact.module.css';
import { findContact } from './find-contact.ts';
import { MembershipRow } from './membership-row.tsx';
import { updateMemberships, type WantedMembership } from './update-memberships.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { id, name, memberships, deleted_at } = await findContact(pageContext(context), { id: readId(params.id) });
  if (deleted_at) throw redirect(`/contacts/${id}`);
  return { id, name, memberships };
}

export async function action(args: Route.ActionArgs) {
  const contact_id = readId(args.params.id);
  const sent = await formValues(args, ['primary'], ['company', 'role', 'ticket_visibility']);
  const memberships = sent.company.map((company, place) => ({
    company,
    role: (sent.role[place] ?? 'none') as WantedMembership['role'],
    ticket_visibility: (sent.ticket_visibility[place] ?? 'own') as WantedMembership['ticket_visibility'],
    is_primary: sent.primary === String(place),
  }));
  await updateMemberships(pageContext(args.context), { contact_id, memberships });
  return redirect(`/contacts/${contact_id}`);
}

export default function ContactCompaniesPage({ loaderData: { id, name, memberships } }: Route.ComponentProps) {
  const t = useTranslations('contacts');
  // One empty row is always there, so that a company can be added without script.
  const [emptyCount, setEmptyCount] = useState(1);
  const crumbs = [
    { to: '/contacts', label: t('title') },
    { to: `/contacts/${id}`, label: name },
  ];
  return (
    <>
      <PageHeader title={t('companies.page_title', { name })} crumbs={crumbs} />
      <Page layout="wide">
        <p>{t('companies.hint')}</p>
        <Form>
          <div className={css.memberships}>
            {memberships.map((membership, place) => (
              <MembershipRow key={membership.company_id} place={place} membership={membership} />
            ))}
            {Array.from({ length: emptyCount }, (_, more) => memberships.length + more).map((place) => (
              <MembershipRow key={`new-${place}`} place={place} />
            ))}
          </div>
          <div>
            <Button type="button" icon="plus" onClick={() => setEmptyCount(emptyCount + 1)}>
              {t('companies.add')}
            </Button>
          </div>
          <FormActions>
            <SubmitButton>{t('save')}</SubmitButton>
            <ButtonLink to={`/contacts/${id}`}>{t('cancel')}</ButtonLink>
          </FormActions>
        </Form>
      </Page>
    </>
  );
}
