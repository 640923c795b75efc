import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { isLooking } from '#platform/context.ts';
import { greeting } from '#platform/email/greeting.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { AddressText } from '#ui/address-text.tsx';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/home.page.ts';
import { ContactPoints } from './contact-points.tsx';
import { sendAddressConfirmation } from './email-change/send-address-confirmation.ts';
import { findProfile, type Profile } from './find-profile.ts';
import css from './portal.module.css';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { name, phone, mobile, emails, companies, is_verified, pending_email } = await findProfile(ctx);
  const { support_email, support_phone, support_url } = await findAccount(ctx);
  const { searchParams } = new URL(request.url);
  const news = (['welcome', 'password_changed'] as const).find((one) => searchParams.has(one)) ?? null;
  return {
    greeting: greeting(name, ctx.t).replace(/,$/, ''),
    news,
    unproved: is_verified || isLooking(ctx.caller) ? null : unprovedOf(emails, pending_email),
    profile: {
      phone,
      mobile,
      companies,
      emails: emails.map(({ email, state }) => ({ email: showEmailAddress(email).shown, state })),
    },
    points: { support_email, support_phone, support_url },
  };
}

/** The address that he still has to prove to be his, and whether a link to it is on its way. */
function unprovedOf(emails: Profile['emails'], pending_email: string | null) {
  const primary = emails.find(({ is_primary }) => is_primary);
  return primary ? { email: showEmailAddress(primary.email).shown, is_sent: pending_email === primary.email } : null;
}

export async function action({ context }: Route.ActionArgs) {
  await sendAddressConfirmation(pageContext(context));
  return redirect('/portal', { status: 303 });
}

/** A customer's start: who he is here, and whom to ask. */
export default function Home({ loaderData: { greeting, news, unproved, profile, points } }: Route.ComponentProps) {
  const t = useTranslations('portal_access.home');
  const hasPoints = Boolean(points.support_email || points.support_phone || points.support_url);
  return (
    <div className={css.page}>
      <title>{t('title')}</title>
      <h1>{greeting}</h1>
      {news && <Notice tone="success">{t(news)}</Notice>}
      {unproved && <Unproved {...unproved} />}
      <Card
        title={t('profile')}
        actions={
          <ButtonLink to="/portal/profile" reloadDocument>
            {t('edit')}
          </ButtonLink>
        }
      >
        <KeyValueList
          entries={[
            {
              key: 'emails',
              label: t('emails'),
              value: profile.emails.map(({ email, state }) => (
                <div key={email}>
                  <AddressText address={email} />{' '}
                  {state === 'verified' && <Badge tone="success">{t('verified')}</Badge>}
                </div>
              )),
            },
            { key: 'phone', label: t('phone'), value: profile.phone },
            { key: 'mobile', label: t('mobile'), value: profile.mobile },
            { key: 'companies', label: t('companies'), value: profile.companies.join(', ') },
          ]}
        />
      </Card>
      {hasPoints && (
        <Card title={t('help')}>
          <p>{t('help_text')}</p>
          <p className={css.points}>
            <ContactPoints {...points} />
          </p>
        </Card>
      )}
    </div>
  );
}

/** Shown until it is done: else his next sign-in would be refused. */
function Unproved({ email, is_sent }: { email: string; is_sent: boolean }) {
  const t = useTranslations('portal_access.home');
  return (
    <Notice
      tone="warning"
      title={t('unproved')}
      actions={
        <Form layout="bare" action="/portal?index" reloadDocument>
          <SubmitButton kind={is_sent ? 'default' : 'primary'}>{t(is_sent ? 'send_again' : 'send_link')}</SubmitButton>
        </Form>
      }
    >
      {t(is_sent ? 'link_sent' : 'unproved_hint', { email })}
    </Notice>
  );
}
