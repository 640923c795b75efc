import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { deadReason } from '#features/portal-access/dead-reason.ts';
import { linkCookie, readLinkCookie } from '#features/portal-access/link-cookie.ts';
import css from '#features/portal-access/portal.module.css';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/keep-email.page.ts';
import { DeadEmailLink } from './dead-email-link.tsx';
import { findEmailUndo } from './find-email-undo.ts';
import { undoEmailChange } from './undo-email-change.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const url = new URL(request.url);
  const given = url.searchParams.get('token');
  if (given !== null) {
    throw redirect('/portal/keep-email', { status: 303, headers: { 'set-cookie': linkCookie(given, url) } });
  }
  if (url.searchParams.has('undone')) return { is_undone: true as const };
  try {
    const { email, former_email, undo_until } = await findEmailUndo(pageContext(context), readLinkCookie(request));
    return {
      email: showEmailAddress(email).shown,
      former_email: former_email === null ? '' : showEmailAddress(former_email).shown,
      undo_until,
    };
  } catch (error) {
    return data({ reason: deadReason(error) }, { status: 410 });
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const url = new URL(request.url);
  await undoEmailChange(pageContext(context), { token: readLinkCookie(request) });
  return redirect('/portal/keep-email?undone', { status: 303, headers: { 'set-cookie': linkCookie(null, url) } });
}

/** Where the link leads that went to a customer's former address: it takes the change back. */
export default function KeepEmail({ loaderData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.email_change');
  if ('reason' in loaderData) return <DeadEmailLink reason={loaderData.reason} />;
  if ('is_undone' in loaderData) {
    return (
      <Panel title={t('undone.title')} intro={t('undone.intro')}>
        <ButtonLink to="/portal/forgotten" kind="primary" size="large" isWide reloadDocument>
          {t('undone.go_on')}
        </ButtonLink>
      </Panel>
    );
  }
  const { email, former_email, undo_until } = loaderData;
  return (
    <Panel title={t('undo.title')} intro={t('undo.intro', { email, former_email })}>
      <Form>
        <SubmitButton size="large" isWide>
          {t('undo.submit')}
        </SubmitButton>
      </Form>
      <p className={css.until}>
        {t('until')} <Moment at={undo_until} as="exact" />
      </p>
    </Panel>
  );
}
