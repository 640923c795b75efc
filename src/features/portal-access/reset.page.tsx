import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { greeting } from '#platform/email/greeting.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Moment } from '#ui/moment.tsx';
import { Panel } from '#ui/panel.tsx';
import type { Route } from './+types/reset.page.ts';
import { DeadLink } from './dead-link.tsx';
import { deadReason } from './dead-reason.ts';
import { findReset } from './find-reset.ts';
import { linkCookie, readLinkCookie } from './link-cookie.ts';
import { PasswordForm } from './password-form.tsx';
import css from './portal.module.css';
import { resetPassword } from './reset-password.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const url = new URL(request.url);
  const given = url.searchParams.get('token');
  if (given !== null) {
    throw redirect('/portal/reset', { status: 303, headers: { 'set-cookie': linkCookie(given, url) } });
  }
  const ctx = pageContext(context);
  try {
    const { name, email, expires_at, is_of_temporary_password } = await findReset(ctx, readLinkCookie(request));
    return {
      greeting: greeting(name, ctx.t).replace(/,$/, ''),
      email: showEmailAddress(email).shown,
      expires_at,
      is_of_temporary_password,
      reason: null,
    };
  } catch (error) {
    return data({ reason: deadReason(error) }, { status: 410 });
  }
}

export async function action(args: Route.ActionArgs) {
  const url = new URL(args.request.url);
  const token = readLinkCookie(args.request);
  const { password = '' } = await formValues(args, ['password', 'email']);
  const session = await resetPassword(pageContext(args.context), { token, password });
  const headers = new Headers({ 'set-cookie': sessionCookie('portal', session, url) });
  headers.append('set-cookie', linkCookie(null, url));
  return redirect('/portal?password_changed', { status: 303, headers });
}

/** Choosing a new password by the link that was mailed. */
export default function Reset({ loaderData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.reset');
  if (loaderData.reason !== null) return <DeadLink reason={loaderData.reason} canRenew={false} />;
  const { greeting, email, expires_at, is_of_temporary_password } = loaderData;
  return (
    <Panel title={greeting} intro={t(is_of_temporary_password ? 'intro_temporary' : 'intro', { email })}>
      <PasswordForm email={email} submit={t(is_of_temporary_password ? 'submit_temporary' : 'submit')} />
      <p className={css.until}>
        {t('until')} <Moment at={expires_at} as="exact" />
      </p>
    </Panel>
  );
}
