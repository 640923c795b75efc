import { redirect, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { NotAuthorized } from '#features/portal-access/not-authorized.tsx';
import { portalReturnPath } from '#features/portal-access/portal-return-path.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { FormFailure } from '#ui/form.tsx';
import type { Route } from './+types/portal-passkey.page.ts';
import { PasskeyPanel } from './passkey-panel.tsx';
import { signInWithPasskey } from './sign-in-with-passkey.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const url = new URL(request.url);
  if (ctx.caller.kind === 'contact') throw redirect(portalReturnPath(url), { status: 303 });
  const { remembered_days, sign_up, support_email, support_phone, support_url } = await findAccount(ctx);
  return {
    remembered_days,
    search: url.search,
    can_sign_up: sign_up !== 'off',
    points: { support_email, support_phone, support_url },
  };
}

export async function action(args: Route.ActionArgs) {
  const url = new URL(args.request.url);
  const { credential = '', remember } = await formValues(args, ['credential', 'remember']);
  const input = { credential, is_remembered: remember !== undefined };
  const session = await signInWithPasskey(pageContext(args.context), input);
  return redirect(portalReturnPath(url), {
    status: 303,
    headers: { 'set-cookie': sessionCookie('portal', session, url) },
  });
}

/** A customer's way in without typing anything. A page of its own, so that the one with the password needs no script. */
export default function PortalPasskey({
  loaderData: { remembered_days, search, can_sign_up, points },
}: Route.ComponentProps) {
  const t = useTranslations('passkeys.sign_in');
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  const code = answer?.failure?.code;
  if (code === 'portal_access.not_authorized')
    return <NotAuthorized email="" points={points} canSignUp={can_sign_up} />;
  return (
    <PasskeyPanel
      side="portal"
      failure={answer?.failure?.sentence ?? null}
      rememberedDays={remembered_days}
      back={{ to: `/portal/sign-in${search}`, label: t('with_password') }}
    />
  );
}
