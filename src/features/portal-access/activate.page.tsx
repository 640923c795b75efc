import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { acceptInvitation } from '#features/invitations/accept-invitation.ts';
import { openInvitation } from '#features/invitations/open-invitation.ts';
import { renewInvitation } from '#features/invitations/renew-invitation.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { greeting } from '#platform/email/greeting.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Moment } from '#ui/moment.tsx';
import { Panel } from '#ui/panel.tsx';
import type { Route } from './+types/activate.page.ts';
import { findAskedConsents } from './consents/find-asked-consents.ts';
import { listConsents } from './consents/list-consents.ts';
import { tickedConsents } from './consents/ticked-consents.ts';
import { DeadLink } from './dead-link.tsx';
import { deadReason } from './dead-reason.ts';
import { linkCookie, readLinkCookie } from './link-cookie.ts';
import { PasswordForm } from './password-form.tsx';
import css from './portal.module.css';
import { WayInSent } from './way-in-form.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const url = new URL(request.url);
  const given = url.searchParams.get('token');
  if (given !== null) {
    throw redirect('/portal/activate', { status: 303, headers: { 'set-cookie': linkCookie(given, url) } });
  }
  const ctx = pageContext(context);
  try {
    const { name, email, expires_at } = await openInvitation(ctx, readLinkCookie(request));
    return {
      greeting: greeting(name, ctx.t).replace(/,$/, ''),
      email: showEmailAddress(email).shown,
      expires_at,
      asked: await findAskedConsents(ctx),
      reason: null,
    };
  } catch (error) {
    return data({ reason: deadReason(error) }, { status: 410 });
  }
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const url = new URL(args.request.url);
  const token = readLinkCookie(args.request);
  const { ticked, values } = await tickedConsents(args, await listConsents(ctx), ['intent', 'password', 'email']);
  const { password, intent } = values;
  if (intent === 'renew') {
    await renewInvitation(ctx, token);
    return { is_sent: true };
  }
  const session = await acceptInvitation(ctx, { token, password: password ?? '', consents: ticked });
  const headers = new Headers({ 'set-cookie': sessionCookie('portal', session, url) });
  headers.append('set-cookie', linkCookie(null, url));
  return redirect('/portal?welcome', { status: 303, headers });
}

/** The first visit of an invited customer: one field, and he is in. */
export default function Activate({ loaderData, actionData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.activate');
  const wayIn = useTranslations('portal_access.way_in');
  if (actionData && 'is_sent' in actionData) {
    return (
      <Panel title={wayIn('sent_title')}>
        <WayInSent />
      </Panel>
    );
  }
  if (loaderData.reason !== null) return <DeadLink reason={loaderData.reason} canRenew />;
  const { greeting, email, expires_at, asked } = loaderData;
  return (
    <Panel title={greeting} intro={t('intro', { email })}>
      <PasswordForm email={email} submit={t('submit')} asked={asked} />
      {expires_at && (
        <p className={css.until}>
          {t('until')} <Moment at={expires_at} as="exact" />
        </p>
      )}
    </Panel>
  );
}
