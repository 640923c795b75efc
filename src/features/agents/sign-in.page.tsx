import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { deviceCookie, readDeviceCookie } from '#features/sessions/device-cookie.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
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
import css from './sign-in.module.css';
import { signInAgent } from './sign-in-agent.ts';

export function loader({ context, request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url);
  if (pageContext(context).caller.kind === 'agent') throw redirect(safeReturnPath(searchParams.get('return_to')));
  return { has_signed_out: searchParams.has('signed_out') };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const url = new URL(args.request.url);
  const { email = '', password = '', remember } = await formValues(args, ['email', 'password', 'remember']);
  const device = readDeviceCookie('console', args.request);
  const signedIn = await signInAgent(ctx, { email, password, is_remembered: remember !== undefined, device });
  const headers = new Headers({ 'set-cookie': sessionCookie('console', signedIn.session, url) });
  headers.append('set-cookie', deviceCookie('console', signedIn.device, url));
  return redirect(safeReturnPath(url.searchParams.get('return_to')), { status: 303, headers });
}

export default function SignIn({ loaderData: { has_signed_out } }: Route.ComponentProps) {
  const t = useTranslations('agents.sign_in');
  return (
    <Panel title={t('title')} intro={t('intro')}>
      {has_signed_out && <Notice tone="success">{t('signed_out')}</Notice>}
      <Form>
        <TextField
          name="email"
          type="email"
          label={t('email')}
          size="large"
          autoComplete="username"
          autoFocus
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
      <p className={css.ways}>
        <a href="/forgotten">{t('forgotten')}</a>
        <a href="/portal">{t('to_portal')}</a>
      </p>
    </Panel>
  );
}
