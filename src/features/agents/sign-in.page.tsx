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
import { safeReturnPath } from '#platform/http/safe-return-path.ts';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/sign-in.page.ts';
import { stepCookie } from './second-factor/step-cookie.ts';
import css from './sign-in.module.css';
import { signInAgent } from './sign-in-agent.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const url = new URL(request.url);
  const return_to = safeReturnPath(url.searchParams.get('return_to'));
  if (ctx.caller.kind === 'agent') throw redirect(return_to);
  const { is_agent_provider_required, remembered_days } = await findAccount(ctx);
  const shown = {
    has_signed_out: url.searchParams.has('signed_out'),
    ways: await listWaysIn(ctx, { audience: 'agent' }),
    is_provider_required: is_agent_provider_required,
    remembered_days,
    return_to,
    news: readReturnNews(url),
  };
  return data(shown, { status: shown.news === 'refused' ? 403 : 200 });
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const url = new URL(args.request.url);
  const { email = '', password = '', remember } = await formValues(args, ['email', 'password', 'remember']);
  const device = readDeviceCookie('console', args.request);
  const signedIn = await signInAgent(ctx, { email, password, is_remembered: remember !== undefined, device });
  const return_to = safeReturnPath(url.searchParams.get('return_to'));
  if ('step' in signedIn) {
    const headers = { 'set-cookie': stepCookie(signedIn.step, url) };
    return redirect(`/sign-in/code?${new URLSearchParams({ return_to })}`, { status: 303, headers });
  }
  const headers = new Headers({ 'set-cookie': sessionCookie('console', signedIn.session, url) });
  headers.append('set-cookie', deviceCookie('console', signedIn.device, url));
  return redirect(return_to, { status: 303, headers });
}

export default function SignIn({ loaderData }: Route.ComponentProps) {
  const passkeys = useTranslations('passkeys.sign_in');
  const { has_signed_out, ways, is_provider_required, remembered_days, return_to, news } = loaderData;
  const t = useTranslations('agents.sign_in');
  const providers = useTranslations('portal_access.providers');
  const isAnswer = useActionData() !== undefined;
  const buttons = <ProviderButtons ways={ways} action={`/sign-in-with?${new URLSearchParams({ return_to })}`} />;
  return (
    <Panel title={t('title')} intro={t('intro')}>
      {has_signed_out && <Notice tone="success">{t('signed_out')}</Notice>}
      {!isAnswer && <ReturnNotice news={news} />}
      {is_provider_required ? (
        <>
          {buttons}
          <details open={isAnswer}>
            <summary>{providers('password_only_owner')}</summary>
            <PasswordFields hasFocus={false} rememberedDays={remembered_days} />
          </details>
        </>
      ) : (
        <>
          <PasswordFields hasFocus={news === null} rememberedDays={remembered_days} />
          {ways.length > 0 && <OrLine />}
          {buttons}
        </>
      )}
      <p className={css.ways}>
        <a href={`/passkey?${new URLSearchParams({ return_to })}`}>{passkeys('link')}</a>
        <a href="/forgotten">{t('forgotten')}</a>
        <a href="/portal">{t('to_portal')}</a>
      </p>
    </Panel>
  );
}

/** Address and password, as every agent has them. */
function PasswordFields({ hasFocus, rememberedDays }: { hasFocus: boolean; rememberedDays: number }) {
  const t = useTranslations('agents.sign_in');
  return (
    <Form>
      <TextField
        name="email"
        type="email"
        label={t('email')}
        size="large"
        autoComplete="username"
        autoFocus={hasFocus}
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
      {rememberedDays > 0 && (
        <Checkbox name="remember" label={t('remember')} hint={t('remember_hint', { days: rememberedDays })} />
      )}
      <SubmitButton size="large" isWide>
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
