import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { actOnContact } from '#features/contacts/act-on-contact.ts';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { restoreContactEmail } from '#features/contacts/addresses/restore-contact-email.ts';
import { findViewedContact } from '#features/contacts/find-viewed-contact.ts';
import { unblockContacts } from '#features/contacts/unblock-contacts.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { reactivateContacts } from '#features/invitations/reactivate-contacts.ts';
import { restoreContacts } from '#features/invitations/restore-contacts.ts';
import { listContactConsents } from '#features/portal-access/consents/list-contact-consents.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { unlockContacts } from '#features/portal-access/unlock-contacts.ts';
import { isAllowed } from '#platform/context.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { languageName } from '#platform/i18n/language-names.ts';
import type { Right } from '#platform/rights.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Icon } from '#ui/icon.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/access-help.page.ts';
import css from './access-help.module.css';
import { checkTriedAddress, type TriedAddress } from './check-tried-address.ts';
import { findAccessHelp } from './find-access-help.ts';
import type { Finding, HelpAct } from './finding.ts';

export const handle = { words: ['access_help'] };

const rightOf: Record<HelpAct, Right> = {
  invite: 'contacts.invite',
  reset: 'contacts.reset',
  unlock: 'contacts.lock',
  reactivate: 'contacts.deactivate',
  restore: 'contacts.delete',
  unblock: 'contacts.block',
  restore_email: 'contacts.edit',
};

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const contact_id = readId(params.id);
  const { name } = await findViewedContact(ctx, { id: contact_id });
  const { findings, unknown } = await findAccessHelp(ctx, { contact_id });
  const may = Object.entries(rightOf).filter(([, right]) => isAllowed(ctx, right));
  return {
    contact: { id: contact_id, name },
    findings,
    unknown,
    consents: await listContactConsents(ctx, { contact_id }),
    may: may.map(([act]) => act as HelpAct),
    can_edit: isAllowed(ctx, 'contacts.edit'),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const contact_id = readId(args.params.id);
  const { intent, email = '' } = await formValues(args, ['intent', 'email']);
  if (intent === 'check') return { checked: await checkTriedAddress(ctx, { contact_id, email }), done: null };
  if (intent === 'add_email') await addContactEmail(ctx, { contact_id, email });
  if (intent === 'restore_email') await restoreContactEmail(ctx, { contact_id, email });
  if (intent === 'invite') await inviteContact(ctx, { contact_id });
  if (intent === 'reset') await sendPasswordReset(ctx, { contact_id });
  if (intent === 'unlock') await actOnContact(ctx, { contact_id }, unlockContacts);
  if (intent === 'reactivate') await actOnContact(ctx, { contact_id }, reactivateContacts);
  if (intent === 'restore') await actOnContact(ctx, { contact_id }, restoreContacts);
  if (intent === 'unblock') await actOnContact(ctx, { contact_id }, unblockContacts);
  return { checked: null, done: acts.find((act) => act === intent) ?? null };
}

const acts = [...(Object.keys(rightOf) as HelpAct[]), 'add_email' as const];

/** Why a contact can't get in, in plain words, with what to do about each; and what he has agreed to. */
export default function AccessHelpPage({ loaderData, actionData }: Route.ComponentProps) {
  const { contact, findings, unknown, consents, may, can_edit } = loaderData;
  const t = useTranslations('access_help');
  const answer = actionData && 'done' in actionData ? actionData : null;
  const contactTo = `/contacts/${contact.id}`;
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ to: contactTo, label: contact.name }]}
        subtitle={t('subtitle', { name: contact.name })}
      />
      <Page>
        {answer?.done && (
          <Notice tone="success" isNews>
            {t(`done.${answer.done}`)}
          </Notice>
        )}
        <ul className={css.findings} aria-label={t('title')}>
          {findings.map((finding) => (
            <FindingRow key={`${finding.finding} ${finding.email ?? ''}`} finding={finding} may={may} />
          ))}
        </ul>
        <Card title={t('other.title')}>
          <p>
            {unknown ? t.rich('other.tried', { count: unknown.count, when: at(unknown.last_at) }) : t('other.hint')}
          </p>
          <Form intent="check" layout="row">
            <TextField name="email" type="email" label={t('other.email')} autoComplete="off" isRequired />
            <SubmitButton kind="default">{t('other.check')}</SubmitButton>
          </Form>
          {answer?.checked && <Checked checked={answer.checked} name={contact.name} canEdit={can_edit} />}
        </Card>
        <Consents consents={consents} />
      </Page>
    </>
  );
}

function FindingRow({
  finding: { finding, weight, values, moments, act, email },
  may,
}: {
  finding: Finding;
  may: HelpAct[];
}) {
  const t = useTranslations('access_help');
  const told = {
    ...values,
    ...Object.fromEntries(Object.entries(moments).map(([name, moment]) => [name, at(moment)])),
  };
  const say = t.rich as unknown as (key: string, values: object) => ReactNode;
  return (
    <li className={css.finding} data-weight={weight}>
      <Icon name={weight === 'tells' ? 'info' : 'alert'} />
      <p>
        <span className="visually-hidden">{t(`weights.${weight}`)}: </span>
        {say(`findings.${finding}`, told)}
      </p>
      {act && may.includes(act) && (
        <div className={css.act}>
          <Form intent={act} layout="bare">
            {email && <input type="hidden" name="email" value={email} />}
            <SubmitButton kind={weight === 'stops' ? 'primary' : 'default'}>{t(`acts.${act}`)}</SubmitButton>
          </Form>
        </div>
      )}
      {finding === 'link_mail_off' && (
        <div className={css.act}>
          <ButtonLink to="/outbox">{t('acts.outbox')}</ButtonLink>
        </div>
      )}
    </li>
  );
}

/** What is known of an address that the customer says he uses. */
function Checked({ checked, name, canEdit }: { checked: TriedAddress; name: string; canEdit: boolean }) {
  const t = useTranslations('access_help.other');
  const { email, owner, tried } = checked;
  return (
    <Notice
      tone={owner === 'nobody' && tried ? 'warning' : 'info'}
      isNews
      actions={
        owner === 'nobody' &&
        canEdit && (
          <Form intent="add_email" layout="bare">
            <input type="hidden" name="email" value={email} />
            <SubmitButton kind="default">{t('add')}</SubmitButton>
          </Form>
        )
      }
    >
      <p>{t(`owners.${owner}`, { email, name })}</p>
      {owner === 'other' && <Link to={`/contacts/${checked.contact_id}`}>{t('open_other')}</Link>}
      {tried && <p>{t.rich('was_tried', { count: tried.count, when: at(tried.last_at) })}</p>}
      {!tried && owner === 'nobody' && <p>{t('not_tried')}</p>}
    </Notice>
  );
}

function Consents({ consents }: { consents: Route.ComponentProps['loaderData']['consents'] }) {
  const t = useTranslations('access_help.consents');
  const locale = useLocale();
  return (
    <Card title={t('title')}>
      {consents.length === 0 && <p>{t('none')}</p>}
      <ul className={css.consents}>
        {consents.map((consent) => {
          const { version, document_version, network, language, withdrawn_at } = consent;
          return (
            <li key={consent.id} data-withdrawn={withdrawn_at ? '' : undefined}>
              <strong>{labelOf({ name: '', label: consent.labels }, locale, (key) => key)}</strong>
              <p>
                {t.rich('given', { when: at(consent.given_at), version, language: languageName(language) })}
                {document_version && ` · ${t('document', { version: document_version })}`}
                {network && ` · ${t('network', { network })}`}
              </p>
              {withdrawn_at && <p>{t.rich('withdrawn', { when: at(withdrawn_at) })}</p>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function at(moment: Date) {
  return () => <Moment at={moment} as="exact" />;
}
