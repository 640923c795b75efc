import { data, redirect, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { deviceCookie, readDeviceCookie } from '#features/sessions/device-cookie.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { listWaysIn } from '#features/sign-in-providers/list-ways-in.ts';
import { OrLine, ProviderButtons, ReturnNotice } from '#features/sign-in-providers/provider-buttons.tsx';
import { readReturnNews } from '#features/sign-in-providers/return-path.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form, type FormFailure } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/sign-in.page.ts';
import { linkCookie } from './link-cookie.ts';
import { NotAuthorized } from './not-authorized.tsx';
import { portalReturnPath } from './portal-return-path.ts';
import { signIn } from './sign-in.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const url = new URL(request.url);
  if (ctx.caller.kind === 'contact') throw redirect(portalReturnPath(url), { status: 303 });
  const account = await findAccount(ctx);
  const { remembered_days, sign_up, has_sign_in_links, support_email, support_phone, support_url } = account;
  const news = readReturnNews(url);
  const shown = {
    has_signed_out: url.searchParams.has('signed_out'),
    ways: await listWaysIn(ctx, { audience: 'contact' }),
    return_to: portalReturnPath(url),
    remembered_days,
    can_sign_up: sign_up !== 'off',
    has_sign_in_links,
    points: { support_email, support_phone, support_url },
    news,
  };
  return data(shown, { status: news === 'refused' ? 403 : 200 });
}

export async function action(args: Route.ActionArgs) {
  const { request } = args;
  const url = new URL(request.url);
  const { email = '', password = '', remember } = await formValues(args, ['email', 'password', 'remember']);
  const device = readDeviceCookie('portal', request);
  const input = { email, password, is_remembered: remember !== undefined, device };
  const signedIn = await signIn(pageContext(args.context), input);
  if ('link_token' in signedIn) {
    throw redirect('/portal/reset', { status: 303, headers: { 'set-cookie': linkCookie(signedIn.link_token, url) } });
  }
  const headers = new Headers({ 'set-cookie': sessionCookie('portal', signedIn.session, url) });
  headers.append('set-cookie', deviceCookie('portal', signedIn.device, url));
  return redirect(portalReturnPath(url), { status: 303, headers });
}

export default function SignIn({ loaderData }: Route.ComponentProps) {
  const { has_signed_out, remembered_days, can_sign_up, has_sign_in_links, points, ways, return_to, news } = loaderData;
  const t = useTranslations('portal_access.sign_in');
  const passkeys = useTranslations('passkeys.sign_in');
  const signUp = useTranslations('portal_access.sign_up');
  const byLink = useTranslations('portal_access.sign_in_link');
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  if (answer?.failure?.code === 'portal_access.not_authorized') {
    const email = answer.failure.typed.email?.[0] ?? '';
    return <NotAuthorized email={email} points={points} canSignUp={can_sign_up} />;
  }
  if (news === 'refused' && !answer) return <NotAuthorized email="" points={points} canSignUp={can_sign_up} />;
  return (
    <Panel title={t('title')} intro={t('intro')}>
      {!answer && <ReturnNotice news={news} />}
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
        {remembered_days > 0 && (
          <Checkbox name="remember" label={t('remember')} hint={t('remember_hint', { days: remembered_days })} />
        )}
        <SubmitButton size="large" isWide>
          {t('submit')}
        </SubmitButton>
      </Form>
      <a href={`/portal/passkey?${new URLSearchParams({ return_to })}`}>{passkeys('link')}</a>
      {ways.length > 0 && <OrLine />}
      <ProviderButtons ways={ways} action={`/portal/sign-in-with?${new URLSearchParams({ return_to })}`} />
      {has_sign_in_links && <a href="/portal/sign-in-link">{byLink('offer')}</a>}
      <a href="/portal/forgotten">{t('forgotten')}</a>
      {can_sign_up && <a href="/portal/sign-up">{signUp('offer')}</a>}
    </Panel>
  );
}
