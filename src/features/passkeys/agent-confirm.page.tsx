import { redirect, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { allowAgent } from '#features/agents/allow-agent.ts';
import { proveAgentByPassword } from '#features/agents/prove-agent-by-password.ts';
import { CodeField } from '#features/agents/second-factor/code-field.tsx';
import { findSecondFactor } from '#features/agents/second-factor/find-second-factor.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { safeReturnPath } from '#platform/http/safe-return-path.ts';
import type { FormFailure } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/agent-confirm.page.ts';
import { listOwnPasskeys } from './list-own-passkeys.ts';
import { ProofPanel } from './proof-panel.tsx';
import { proveByPasskey } from './prove-by-passkey.ts';

/** A passkey's page carries no script but its module. */
export const handle = { scripts: false };

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { agent_id } = allowAgent(ctx);
  const { confirmed_at } = await findSecondFactor(ctx, { agent_id });
  return { has_passkeys: (await listOwnPasskeys(ctx)).length > 0, asks_code: confirmed_at !== null };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const given = await formValues(args, ['intent', 'password', 'code', 'credential']);
  const { intent, password = '', code = '', credential = '' } = given;
  const session =
    intent === 'passkey'
      ? await proveByPasskey(ctx, { credential })
      : await proveAgentByPassword(ctx, { password, code });
  const url = new URL(args.request.url);
  const headers = { 'set-cookie': sessionCookie('console', session, url) };
  return redirect(safeReturnPath(url.searchParams.get('return_to'), '/profile/security'), { status: 303, headers });
}

/** An agent proves once more that it is he, before he changes how he gets in. */
export default function AgentConfirm({ loaderData: { has_passkeys, asks_code } }: Route.ComponentProps) {
  const t = useTranslations('passkeys.proof');
  const sessions = useTranslations('sessions.page');
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  return (
    <>
      <PageHeader title={t('title')} crumbs={[{ to: '/profile/security', label: sessions('title') }]} />
      <Page>
        {answer?.failure?.intent === 'passkey' && (
          <Notice tone="danger" isNews>
            {answer.failure.sentence}
          </Notice>
        )}
        <ProofPanel side="console" hasPasskeys={has_passkeys}>
          {asks_code && <CodeField />}
        </ProofPanel>
      </Page>
    </>
  );
}
