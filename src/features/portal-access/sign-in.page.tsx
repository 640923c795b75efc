import { redirect, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { deviceCookie, readDeviceCookie } from '#features/sessions/device-cookie.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { safeReturnPath } from '#platform/http/safe-return-path.ts';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form, type FormFailure } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/sign-in.page.ts';
import { NotAuthorized } from './not-authorized.tsx';
import { signIn } from './sign-in.ts';

export function loader({ context, request }: Route.LoaderArgs) {
  const url = new URL(request.url);
  if (pageContext(context).caller.kind === 'contact') throw redirect(returnPath(url), { status: 303 });
  return { has_signed_out: url.searchParams.has('signed_out') };
}

export async function action(args: Route.ActionArgs) {
  const { request } = args;
  const url = new URL(request.url);
  const { email = '', password = '', remember } = await formValues(args, ['email', 'password', 'remember']);
  const device = readDeviceCookie('portal', request);
  const input = { email, password, is_remembered: remember !== undefined, device };
  const signedIn = await signIn(pageContext(args.context), input);
  const headers = new Headers({ 'set-cookie': sessionCookie('portal', signedIn.session, url) });
  headers.append('set-cookie', deviceCookie('portal', signedIn.device, url));
  return redirect(returnPath(url), { status: 303, headers });
}

/** Where the customer wanted to go, as long as it lies in the portal. */
function returnPath(url: URL): string {
  const wanted = safeReturnPath(url.searchParams.get('return_to'), '/portal');
  return /^\/portal([/?]|$)/.test(wanted) ? wanted : '/portal';
}

export default function SignIn({ loaderData: { has_signed_out } }: Route.ComponentProps) {
  const t = useTranslations('portal_access.sign_in');
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  if (answer?.failure?.code === 'portal_access.not_authorized') {
    return <NotAuthorized email={answer.failure.typed.email?.[0] ?? ''} />;
  }
  return (
    <Panel title={t('title')} intro={t('intro')}>
      {has_signed_out && <Notice tone="success">{t('signed_out')}</Notice>}
      <Form intent="sign_in">
        <TextField
          name="email"
          type="email"
          label={t('email')}
          size="large"
          autoComplete="username"
          inputMode="email"
          isRequired
        />
        <TextField
          name="password"
          type="password"
          label={t('password')}
          size="large"
          autoComplete="current-password"
          isRequired
        />
        <Checkbox name="remember" label={t('remember')} hint={t('remember_hint')} />
        <SubmitButton size="large" isWide>
          {t('submit')}
        </SubmitButton>
      </Form>
      <a href="/portal/forgotten">{t('forgotten')}</a>
    </Panel>
  );
}
