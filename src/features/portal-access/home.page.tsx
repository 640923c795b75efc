import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { greeting } from '#platform/email/greeting.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Notice } from '#ui/notice.tsx';
import type { Route } from './+types/home.page.ts';
import { ContactPoints } from './contact-points.tsx';
import { findProfile } from './find-profile.ts';
import css from './portal.module.css';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { name, phone, mobile, emails, companies } = await findProfile(ctx);
  const { support_email, support_phone, support_url } = await findAccount(ctx);
  const { searchParams } = new URL(request.url);
  const news = (['welcome', 'password_changed'] as const).find((one) => searchParams.has(one)) ?? null;
  return {
    greeting: greeting(name, ctx.t).replace(/,$/, ''),
    news,
    profile: {
      phone,
      mobile,
      companies,
      emails: emails.map(({ email, state }) => ({ email: showEmailAddress(email).shown, state })),
    },
    points: { support_email, support_phone, support_url },
  };
}

/** A customer's start: who he is here, and whom to ask. */
export default function Home({ loaderData: { greeting, news, profile, points } }: Route.ComponentProps) {
  const t = useTranslations('portal_access.home');
  const hasPoints = Boolean(points.support_email || points.support_phone || points.support_url);
  return (
    <div className={css.page}>
      <title>{t('title')}</title>
      <h1>{greeting}</h1>
      {news && <Notice tone="success">{t(news)}</Notice>}
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
                  {email} {state === 'verified' && <Badge tone="success">{t('verified')}</Badge>}
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
