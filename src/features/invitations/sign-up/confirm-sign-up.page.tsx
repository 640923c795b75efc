import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAskedConsents } from '#features/portal-access/consents/find-asked-consents.ts';
import { listConsents } from '#features/portal-access/consents/list-consents.ts';
import { tickedConsents } from '#features/portal-access/consents/ticked-consents.ts';
import { DeadLink } from '#features/portal-access/dead-link.tsx';
import { deadReason } from '#features/portal-access/dead-reason.ts';
import { linkCookie, readLinkCookie } from '#features/portal-access/link-cookie.ts';
import { PasswordForm } from '#features/portal-access/password-form.tsx';
import css from '#features/portal-access/portal.module.css';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { greeting } from '#platform/email/greeting.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Moment } from '#ui/moment.tsx';
import { Panel } from '#ui/panel.tsx';
import type { Route } from './+types/confirm-sign-up.page.ts';
import { acceptSignUp } from './accept-sign-up.ts';
import { findSignUp } from './find-sign-up.ts';

const path = '/portal/sign-up/confirm';

export async function loader({ context, request }: Route.LoaderArgs) {
  const url = new URL(request.url);
  const given = url.searchParams.get('token');
  if (given !== null) throw redirect(path, { status: 303, headers: { 'set-cookie': linkCookie(given, url) } });
  if (url.searchParams.has('waiting')) return { is_waiting: true as const };
  const ctx = pageContext(context);
  try {
    const { name, email, expires_at } = await findSignUp(ctx, readLinkCookie(request));
    const { shown } = showEmailAddress(email);
    const asked = await findAskedConsents(ctx);
    return { greeting: greeting(name, ctx.t).replace(/,$/, ''), email: shown, expires_at, asked };
  } catch (error) {
    return data({ reason: deadReason(error) }, { status: 410 });
  }
}

export async function action(args: Route.ActionArgs) {
  const url = new URL(args.request.url);
  const ctx = pageContext(args.context);
  const { ticked, values } = await tickedConsents(args, await listConsents(ctx), ['password', 'email']);
  const { password = '' } = values;
  const session = await acceptSignUp(ctx, { token: readLinkCookie(args.request), password, consents: ticked });
  const headers = new Headers({ 'set-cookie': linkCookie(null, url) });
  if (session) headers.append('set-cookie', sessionCookie('portal', session, url));
  return redirect(session ? '/portal?welcome' : `${path}?waiting`, { status: 303, headers });
}

/** Where the link of a sign-up leads: one field, and he is in, or waits for the help desk's answer. */
export default function ConfirmSignUp({ loaderData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.sign_up');
  if ('is_waiting' in loaderData) {
    return (
      <Panel title={t('waiting_title')}>
        <p>{t('waiting')}</p>
        <a href="/portal/sign-in">{t('back')}</a>
      </Panel>
    );
  }
  if ('reason' in loaderData) return <DeadLink reason={loaderData.reason} canRenew={false} askTo="/portal/sign-up" />;
  const { greeting, email, expires_at, asked } = loaderData;
  return (
    <Panel title={greeting} intro={t('choose', { email })}>
      <PasswordForm email={email} submit={t('finish')} asked={asked} />
      <p className={css.until}>
        {t('until')} <Moment at={expires_at} as="exact" />
      </p>
    </Panel>
  );
}
