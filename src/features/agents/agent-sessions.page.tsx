import { redirect, redirectDocument } from 'react-router';
import { useTranslations } from 'use-intl';
import { endSessionsOfAgent } from '#features/sessions/end-sessions-of-agent.ts';
import { listSessionsOfAgent } from '#features/sessions/list-sessions-of-agent.ts';
import { SessionList } from '#features/sessions/session-list.tsx';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/agent-sessions.page.ts';
import { findAgent } from './find-agent.ts';

/** Plain forms: the words of this page would weigh on every other page of the console. */
export const handle = { scripts: false };

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { id, name } = await findAgent(ctx, { agent_id: readId(params.id) });
  // His own are on a page of his own, where signing out clears the browser too.
  if (ctx.caller.kind === 'agent' && ctx.caller.agent_id === id) throw redirect('/profile/security');
  const sessions = await listSessionsOfAgent(ctx, { agent_id: id });
  return { id, name, sessions, has_ended: new URL(request.url).searchParams.has('ended') };
}

export async function action(args: Route.ActionArgs) {
  const agent_id = readId(args.params.id);
  const { intent, session_id = '' } = await formValues(args, ['intent', 'session_id']);
  await endSessionsOfAgent(pageContext(args.context), {
    agent_id,
    ...(intent === 'end_session' && { session_id: readId(session_id) }),
  });
  return redirectDocument(`/settings/agents/${agent_id}/sessions?ended`, 303);
}

/** Where a colleague is signed in, for an admin who hears of a lost laptop. */
export default function AgentSessions({ loaderData }: Route.ComponentProps) {
  const { id, name, sessions, has_ended } = loaderData;
  const t = useTranslations('sessions');
  const agents = useTranslations('agents');
  const crumbs = [
    { to: '/settings/agents', label: agents('list.title') },
    { to: `/settings/agents/${id}`, label: name },
  ];
  return (
    <>
      <PageHeader title={t('page.of_agent')} crumbs={crumbs} />
      <Page>
        {has_ended && (
          <Notice tone="success" isNews>
            {t('ended.agent')}
          </Notice>
        )}
        <SessionList sessions={sessions} of="agent" />
      </Page>
    </>
  );
}
