import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { deadReason } from '#features/portal-access/dead-reason.ts';
import { linkCookie, readLinkCookie } from '#features/portal-access/link-cookie.ts';
import css from '#features/portal-access/portal.module.css';
import { greeting } from '#platform/email/greeting.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/confirm-email.page.ts';
import { acceptEmailChange } from './accept-email-change.ts';
import { DeadEmailLink } from './dead-email-link.tsx';
import { findEmailChange } from './find-email-change.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const url = new URL(request.url);
  const given = url.searchParams.get('token');
  if (given !== null) {
    throw redirect('/portal/confirm-email', { status: 303, headers: { 'set-cookie': linkCookie(given, url) } });
  }
  const confirmed = url.searchParams.get('confirmed');
  if (confirmed !== null) return { confirmed: confirmed === 'own' ? ('own' as const) : ('other' as const) };
  const ctx = pageContext(context);
  try {
    const { name, email, expires_at, is_primary } = await findEmailChange(ctx, readLinkCookie(request));
    const { shown } = showEmailAddress(email);
    return { greeting: greeting(name, ctx.t).replace(/,$/, ''), email: shown, expires_at, is_primary };
  } catch (error) {
    return data({ reason: deadReason(error) }, { status: 410 });
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const url = new URL(request.url);
  const { was_his } = await acceptEmailChange(pageContext(context), { token: readLinkCookie(request) });
  const headers = { 'set-cookie': linkCookie(null, url) };
  return redirect(`/portal/confirm-email?confirmed${was_his ? '=own' : ''}`, { status: 303, headers });
}

/** Where the link leads that went to a customer's new address. */
export default function ConfirmEmail({ loaderData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.email_change');
  if ('reason' in loaderData) return <DeadEmailLink reason={loaderData.reason} />;
  if ('confirmed' in loaderData) {
    const isOwn = loaderData.confirmed === 'own';
    return (
      <Panel
        title={t(isOwn ? 'proved.title' : 'confirmed.title')}
        intro={t(isOwn ? 'proved.intro' : 'confirmed.intro')}
      >
        <ButtonLink to="/portal" kind="primary" size="large" isWide reloadDocument>
          {t('confirmed.go_on')}
        </ButtonLink>
      </Panel>
    );
  }
  const { greeting, email, expires_at, is_primary } = loaderData;
  return (
    <Panel title={greeting} intro={t(is_primary ? 'confirm.own' : 'confirm.intro', { email })}>
      <Form>
        <SubmitButton size="large" isWide>
          {t('confirm.submit')}
        </SubmitButton>
      </Form>
      <p className={css.until}>
        {t('until')} <Moment at={expires_at} as="exact" />
      </p>
    </Panel>
  );
}
