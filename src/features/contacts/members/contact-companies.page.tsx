import { useState } from 'react';
import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { CompanyLink } from '#features/companies/company-link.tsx';
import { findViewedContact } from '#features/contacts/find-viewed-contact.ts';
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
import css from './members.module.css';
import { MembershipRow } from './membership-row.tsx';
import { membershipsSeen, updateMemberships, type WantedMembership } from './update-memberships.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { id, name, memberships, deleted_at } = await findViewedContact(pageContext(context), {
    id: readId(params.id),
  });
  if (deleted_at) throw redirect(`/contacts/${id}`);
  return { id, name, memberships, seen: membershipsSeen(memberships) };
}

export async function action(args: Route.ActionArgs) {
  const contact_id = readId(args.params.id);
  const sent = await formValues(
    args,
    ['primary', 'removed', 'seen'],
    ['place', 'company', 'role', 'ticket_visibility'],
  );
  const memberships = sent.company.flatMap((company, at) => {
    const place = sent.place[at] ?? String(at);
    if (place === sent.removed) return [];
    const membership: WantedMembership = {
      company,
      role: (sent.role[at] ?? 'none') as WantedMembership['role'],
      ticket_visibility: (sent.ticket_visibility[at] ?? 'own') as WantedMembership['ticket_visibility'],
      is_primary: sent.primary === place,
    };
    return [membership];
  });
  await updateMemberships(pageContext(args.context), { contact_id, memberships, seen: sent.seen });
  // Who took a row away without script goes on where he was.
  return redirect(`/contacts/${contact_id}${sent.removed === undefined ? '?done=companies' : '/companies'}`);
}

export default function ContactCompaniesPage({ loaderData: { id, name, memberships, seen } }: Route.ComponentProps) {
  const t = useTranslations('contacts');
  // One empty row is always there, so that a company can be added without script.
  const [emptyCount, setEmptyCount] = useState(1);
  const [removed, setRemoved] = useState<ReadonlySet<number>>(new Set());
  const rows = Array.from({ length: memberships.length + emptyCount }, (_, place) => ({
    place,
    membership: memberships[place],
  })).filter(({ place }) => !removed.has(place));
  const crumbs = [
    { to: '/contacts', label: t('title') },
    { to: `/contacts/${id}`, label: name },
  ];
  return (
    <>
      <PageHeader title={t('companies.page_title', { name })} crumbs={crumbs} subtitle={t('companies.hint')} />
      <Page layout="wide">
        <Form layout="bare" advice={({ existing }) => <CompanyLink id={existing.company_id} />}>
          <input type="hidden" name="seen" value={seen} />
          <div className={css.rows}>
            {rows.map(({ place, membership }) => (
              <MembershipRow
                key={place}
                place={place}
                {...(membership && { membership })}
                onRemove={() => setRemoved(new Set([...removed, place]))}
              />
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
