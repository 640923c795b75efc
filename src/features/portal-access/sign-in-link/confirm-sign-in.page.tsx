import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { DeadLink } from '#features/portal-access/dead-link.tsx';
import { deadReason } from '#features/portal-access/dead-reason.ts';
import { linkCookie, readLinkCookie } from '#features/portal-access/link-cookie.ts';
import css from '#features/portal-access/portal.module.css';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { greeting } from '#platform/email/greeting.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/confirm-sign-in.page.ts';
import { acceptSignInLink } from './accept-sign-in-link.ts';
import { findSignInLink } from './find-sign-in-link.ts';

const path = '/portal/sign-in-link/confirm';

export async function loader({ context, request }: Route.LoaderArgs) {
  const url = new URL(request.url);
  const given = url.searchParams.get('token');
  if (given !== null) throw redirect(path, { status: 303, headers: { 'set-cookie': linkCookie(given, url) } });
  const ctx = pageContext(context);
  try {
    const { name, email, expires_at } = await findSignInLink(ctx, readLinkCookie(request));
    const { remembered_days } = await findAccount(ctx);
    const { shown } = showEmailAddress(email);
    return { greeting: greeting(name, ctx.t).replace(/,$/, ''), email: shown, expires_at, remembered_days };
  } catch (error) {
    return data({ reason: deadReason(error) }, { status: 410 });
  }
}

export async function action(args: Route.ActionArgs) {
  const url = new URL(args.request.url);
  const { remember } = await formValues(args, ['remember']);
  const input = { token: readLinkCookie(args.request), is_remembered: remember !== undefined };
  const session = await acceptSignInLink(pageContext(args.context), input);
  const headers = new Headers({ 'set-cookie': sessionCookie('portal', session, url) });
  headers.append('set-cookie', linkCookie(null, url));
  return redirect('/portal', { status: 303, headers });
}

/** Where the link leads that signs a customer in: a press, which mail scanners do not make. */
export default function ConfirmSignIn({ loaderData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.sign_in_link');
  const signIn = useTranslations('portal_access.sign_in');
  if ('reason' in loaderData)
    return <DeadLink reason={loaderData.reason} canRenew={false} askTo="/portal/sign-in-link" />;
  const { greeting, email, expires_at, remembered_days } = loaderData;
  return (
    <Panel title={greeting} intro={t('confirm', { email })}>
      <Form intent="sign_in">
        {remembered_days > 0 && (
          <Checkbox
            name="remember"
            label={signIn('remember')}
            hint={signIn('remember_hint', { days: remembered_days })}
          />
        )}
        <SubmitButton size="large" isWide>
          {t('submit')}
        </SubmitButton>
      </Form>
      <p className={css.until}>
        {t('until')} <Moment at={expires_at} as="exact" />
      </p>
    </Panel>
  );
}
