import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { ChangeTimeline } from '#features/change-log/change-timeline.tsx';
import { listChanges } from '#features/change-log/list-changes.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { copyInvitationLink } from '#features/invitations/copy-invitation-link.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { listInvitations } from '#features/invitations/list-invitations.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { isAllowed } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Avatar } from '#ui/avatar.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/contact.page.ts';
import { addContactEmail } from './add-contact-email.ts';
import { contactFields } from './contact.ts';
import { ContactAccess } from './contact-access.tsx';
import { ContactAddresses } from './contact-addresses.tsx';
import { ContactCompanies } from './contact-companies.tsx';
import { ContactDetails } from './contact-details.tsx';
import { findContact } from './find-contact.ts';
import { makeEmailPrimary } from './make-email-primary.ts';
import { removeContactEmail } from './remove-contact-email.ts';
import { companiesField, useToldMemberships } from './told-memberships.ts';

const timelineLength = 6;
const intents = ['intent', 'email', 'former'] as const;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { after } = queryValues(new URL(request.url), ['after']);
  const contact = await findContact(ctx, { id: readId(params.id) });
  const custom = await listCustomFields(ctx, { record: 'contact' });
  const page = after === undefined ? {} : { after };
  const log = await listChanges(ctx, { record: 'contact', record_id: contact.id, limit: timelineLength, ...page });
  const { invitations } = await listInvitations(ctx, { contact_id: contact.id });
  const { is_mail_to_customers_on } = await findAccount(ctx);
  return {
    contact,
    custom_fields: custom.map(fieldOfCustomField),
    log,
    is_newest: after === undefined,
    invitation: invitations[0] ?? null,
    is_mail_to_customers_on,
    may: {
      edit: isAllowed(ctx, 'contacts.edit'),
      invite: isAllowed(ctx, 'contacts.invite'),
      copy_link: isAllowed(ctx, 'invitations.copy_link'),
      reset: isAllowed(ctx, 'contacts.reset'),
    },
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const contact_id = readId(args.params.id);
  const { intent, email = '', former = 'keep' } = await formValues(args, intents);
  if (intent === 'add_email') await addContactEmail(ctx, { contact_id, email });
  if (intent === 'remove_email') await removeContactEmail(ctx, { contact_id, email });
  if (intent === 'make_primary' && (former === 'keep' || former === 'retire' || former === 'remove')) {
    await makeEmailPrimary(ctx, { contact_id, email, former });
  }
  if (intent === 'invite') await inviteContact(ctx, { contact_id });
  if (intent === 'reset') await sendPasswordReset(ctx, { contact_id });
  return { copied: intent === 'copy_link' ? await copyInvitationLink(ctx, { contact_id }) : null, done: intent };
}

export default function Contact({ loaderData, actionData }: Route.ComponentProps) {
  const { contact, custom_fields, log, is_newest, invitation, may, is_mail_to_customers_on } = loaderData;
  const t = useTranslations('contacts');
  const changeLog = useTranslations('change_log');
  const changes = useToldMemberships(log.changes);
  const primary = contact.memberships.find(({ is_primary }) => is_primary);
  const words = [contact.job_title, primary?.company].filter(Boolean).join(' · ');
  return (
    <>
      <PageHeader
        title={contact.name}
        crumbs={[{ to: '/contacts', label: t('title') }]}
        picture={<Avatar name={contact.name} size="large" />}
        subtitle={words}
        actions={
          may.edit && (
            <ButtonLink to={`/contacts/${contact.id}/edit`} icon="edit">
              {t('edit')}
            </ButtonLink>
          )
        }
      />
      <Page
        layout="record"
        side={
          <>
            <ContactAddresses contact={contact} canEdit={may.edit} />
            <ContactCompanies contact={contact} canEdit={may.edit} />
          </>
        }
      >
        <ContactAccess
          contact={contact}
          invitation={invitation}
          may={may}
          is_mail_to_customers_on={is_mail_to_customers_on}
          copied={actionData && 'copied' in actionData ? actionData.copied : null}
          done={actionData && 'done' in actionData ? actionData.done : null}
        />
        <Card title={t('details')}>
          <ContactDetails contact={contact} customFields={custom_fields} />
        </Card>
        <Card
          title={changeLog('title')}
          actions={
            <>
              {!is_newest && <Link to={`/contacts/${contact.id}`}>{t('newest')}</Link>}
              {log.next && <Link to={`/contacts/${contact.id}?after=${log.next}`}>{t('older')}</Link>}
            </>
          }
        >
          <ChangeTimeline
            record="contact"
            changes={changes}
            fields={[...contactFields, companiesField, ...custom_fields]}
          />
        </Card>
      </Page>
    </>
  );
}
