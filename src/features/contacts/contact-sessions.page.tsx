import { redirectDocument } from 'react-router';
import { useTranslations } from 'use-intl';
import { endSessionsOfContact } from '#features/sessions/end-sessions-of-contact.ts';
import { listSessionsOfContact } from '#features/sessions/list-sessions-of-contact.ts';
import { SessionList } from '#features/sessions/session-list.tsx';
import { isAllowed } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/contact-sessions.page.ts';
import { findViewedContact } from './find-viewed-contact.ts';

/** Plain forms: the words of this page would weigh on every other page of the console. */
export const handle = { scripts: false };

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { id, name } = await findViewedContact(ctx, { id: readId(params.id) });
  const sessions = await listSessionsOfContact(ctx, { contact_id: id });
  const may_end = isAllowed(ctx, 'contacts.lock');
  return { id, name, sessions, may_end, has_ended: new URL(request.url).searchParams.has('ended') };
}

export async function action(args: Route.ActionArgs) {
  const contact_id = readId(args.params.id);
  const { intent, session_id = '' } = await formValues(args, ['intent', 'session_id']);
  await endSessionsOfContact(pageContext(args.context), {
    contact_id,
    ...(intent === 'end_session' && { session_id: readId(session_id) }),
  });
  return redirectDocument(`/contacts/${contact_id}/sessions?ended`, 303);
}

/** Where a contact is signed in at the portal, for whoever wonders whether it is him. */
export default function ContactSessions({ loaderData }: Route.ComponentProps) {
  const { id, name, sessions, may_end, has_ended } = loaderData;
  const t = useTranslations('sessions');
  const contacts = useTranslations('contacts');
  const crumbs = [
    { to: '/contacts', label: contacts('title') },
    { to: `/contacts/${id}`, label: name },
  ];
  return (
    <>
      <PageHeader title={t('page.of_contact')} crumbs={crumbs} />
      <Page>
        {has_ended && (
          <Notice tone="success" isNews>
            {t('ended.contact')}
          </Notice>
        )}
        <SessionList sessions={sessions} of="contact" mayEnd={may_end} />
      </Page>
    </>
  );
}
