import { redirect, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { safeReturnPath } from '#platform/http/safe-return-path.ts';
import type { FormFailure } from '#ui/form.tsx';
import type { Route } from './+types/agent-passkey.page.ts';
import { PasskeyPanel } from './passkey-panel.tsx';
import { signInAgentWithPasskey } from './sign-in-agent-with-passkey.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { searchParams, search } = new URL(request.url);
  if (ctx.caller.kind === 'agent') throw redirect(safeReturnPath(searchParams.get('return_to')), { status: 303 });
  const { remembered_days } = await findAccount(ctx);
  return { remembered_days, search };
}

export async function action(args: Route.ActionArgs) {
  const url = new URL(args.request.url);
  const { credential = '', remember } = await formValues(args, ['credential', 'remember']);
  const input = { credential, is_remembered: remember !== undefined };
  const session = await signInAgentWithPasskey(pageContext(args.context), input);
  return redirect(safeReturnPath(url.searchParams.get('return_to')), {
    status: 303,
    headers: { 'set-cookie': sessionCookie('console', session, url) },
  });
}

/** An agent's way in without password and code. */
export default function AgentPasskey({ loaderData: { remembered_days, search } }: Route.ComponentProps) {
  const t = useTranslations('passkeys.sign_in');
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  return (
    <PasskeyPanel
      side="console"
      failure={answer?.failure?.sentence ?? null}
      rememberedDays={remembered_days}
      back={{ to: `/sign-in${search}`, label: t('with_password') }}
    />
  );
}
