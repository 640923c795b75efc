import { useState } from 'react';
import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { CompanyField } from '#features/companies/company-field.tsx';
import { CompanyLink } from '#features/companies/company-link.tsx';
import { membershipRoles, ticketVisibilities } from '#features/contacts/contact.ts';
import { findViewedContact } from '#features/contacts/find-viewed-contact.ts';
import { allow } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { RadioGroup } from '#ui/radio-group.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/contact-move.page.ts';
import css from './members.module.css';
import { type ContactMove, moveContact } from './move-contact.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'contacts.edit');
  const { from } = queryValues(new URL(request.url), ['from']);
  const { id, name, memberships, portal_state, deleted_at } = await findViewedContact(ctx, { id: readId(params.id) });
  if (deleted_at) throw redirect(`/contacts/${id}`);
  return { id, name, memberships, portal_state, from: from ?? null };
}

export async function action(args: Route.ActionArgs) {
  const contact_id = readId(args.params.id);
  const sent = await formValues(args, [
    'from_company_id',
    'company',
    'is_admin',
    'ticket_visibility',
    'is_former_kept',
  ]);
  await moveContact(pageContext(args.context), {
    contact_id,
    from_company_id: readId(sent.from_company_id),
    company: sent.company ?? '',
    role: sent.is_admin === undefined ? 'none' : 'contact_admin',
    ticket_visibility: (sent.ticket_visibility ?? 'own') as ContactMove['ticket_visibility'],
    is_former_kept: sent.is_former_kept !== undefined,
  });
  return redirect(`/contacts/${contact_id}?done=moved`);
}

/** Moves a person from one company to another, and says what that does to what he sees. */
export default function MoveContact({ loaderData: contact }: Route.ComponentProps) {
  const t = useTranslations('contacts.move');
  const contacts = useTranslations('contacts');
  const words = useTranslations('contacts.companies');
  const { id, name, memberships, portal_state } = contact;
  const [chosen, setChosen] = useState(contact.from);
  const from = memberships.find(({ company_id }) => String(company_id) === chosen) ?? memberships[0];
  const crumbs = [
    { to: '/contacts', label: contacts('title') },
    { to: `/contacts/${id}`, label: name },
  ];
  return (
    <>
      <PageHeader title={t('title', { name })} crumbs={crumbs} subtitle={t('subtitle')} />
      <Page>
        {from === undefined ? (
          <p>{t('no_company')}</p>
        ) : (
          <div className={css.column}>
            <Form advice={({ existing }) => <CompanyLink id={existing.company_id} />}>
              {memberships.length > 1 ? (
                <SelectField
                  name="from_company_id"
                  label={t('from')}
                  defaultValue={String(from.company_id)}
                  onChange={({ currentTarget }) => setChosen(currentTarget.value)}
                  choices={memberships.map((one) => ({ value: String(one.company_id), label: one.company }))}
                />
              ) : (
                <input type="hidden" name="from_company_id" value={from.company_id} />
              )}
              <CompanyField name="company" label={t('to')} defaultValue="" hint={contacts('hints.company')} />
              <RadioGroup
                name="ticket_visibility"
                label={t('sight')}
                defaultValue="own"
                options={ticketVisibilities.map((sight) => ({ value: sight, label: words(`visibilities.${sight}`) }))}
              />
              <Checkbox name="is_admin" label={t('is_admin')} hint={t('is_admin_hint')} />
              <Checkbox
                name="is_former_kept"
                label={t('is_former_kept', { company: from.company })}
                hint={t('is_former_kept_hint')}
              />
              <Card title={t('means')}>
                <ul className={css.facts}>
                  {from.role === membershipRoles[1] && <li>{t('loses_role', { company: from.company })}</li>}
                  <li>{t(`loses.${from.ticket_visibility}`, { company: from.company })}</li>
                  <li>{t('tickets_stay', { company: from.company })}</li>
                  {portal_state === 'active' && <li>{t('stays_signed_in')}</li>}
                  <li>{t('undo_hint')}</li>
                </ul>
              </Card>
              <FormActions>
                <SubmitButton>{t('submit')}</SubmitButton>
                <ButtonLink to={`/contacts/${id}`}>{contacts('cancel')}</ButtonLink>
              </FormActions>
            </Form>
          </div>
        )}
      </Page>
    </>
  );
}
