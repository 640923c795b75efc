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
  if (url.searchParams.has('confirmed')) return { is_confirmed: true as const };
  const ctx = pageContext(context);
  try {
    const { name, email, expires_at } = await findEmailChange(ctx, readLinkCookie(request));
    const { shown } = showEmailAddress(email);
    return { greeting: greeting(name, ctx.t).replace(/,$/, ''), email: shown, expires_at };
  } catch (error) {
    return data({ reason: deadReason(error) }, { status: 410 });
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const url = new URL(request.url);
  await acceptEmailChange(pageContext(context), { token: readLinkCookie(request) });
  const headers = { 'set-cookie': linkCookie(null, url) };
  return redirect('/portal/confirm-email?confirmed', { status: 303, headers });
}

/** Where the link leads that went to a customer's new address. */
export default function ConfirmEmail({ loaderData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.email_change');
  if ('reason' in loaderData) return <DeadEmailLink reason={loaderData.reason} />;
  if ('is_confirmed' in loaderData) {
    return (
      <Panel title={t('confirmed.title')} intro={t('confirmed.intro')}>
        <ButtonLink to="/portal" kind="primary" size="large" isWide reloadDocument>
          {t('confirmed.go_on')}
        </ButtonLink>
      </Panel>
    );
  }
  const { greeting, email, expires_at } = loaderData;
  return (
    <Panel title={greeting} intro={t('confirm.intro', { email })}>
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
