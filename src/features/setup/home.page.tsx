import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { countContactViews } from '#features/contacts/list/count-contacts.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Card } from '#ui/card.tsx';
import { CopyButton } from '#ui/copy-button.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { StatRow } from '#ui/stat-row.tsx';
import type { Route } from './+types/home.page.ts';
import { Checklist } from './checklist.tsx';
import { findChecklist } from './find-checklist.ts';
import css from './home.module.css';

export const handle = { words: ['setup'] };

const shownViews = ['all', 'verified', 'unverified', 'locked'] as const;

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const [done, account, views] = await Promise.all([findChecklist(ctx), findAccount(ctx), countContactViews(ctx)]);
  const { caller } = ctx;
  const rights = caller.kind === 'agent' ? [...caller.rights] : [];
  return { done, views, rights, portal_url: `${account.public_url ?? ''}/portal` };
}

/** The checklist's switch for mail. */
export async function action({ context }: Route.ActionArgs) {
  await switchMail(pageContext(context), { is_on: true });
  return null;
}

/** Where an agent arrives: what is left to do before customers can come in, and how many of them can. */
export default function Home({ loaderData: { done, views, rights, portal_url } }: Route.ComponentProps) {
  const t = useTranslations('setup.home');
  return (
    <>
      <PageHeader title={t('title')} />
      <Page
        layout="record"
        side={
          <Card title={t('portal')}>
            <p>{t('portal_hint')}</p>
            <p className={css.link}>
              <a href={portal_url}>{portal_url}</a>
              <CopyButton text={portal_url} size="small" />
            </p>
          </Card>
        }
      >
        <Checklist done={done} rights={rights} />
        {done.import && (
          <StatRow
            label={t('people')}
            stats={shownViews.map((view) => ({
              label: t(`views.${view}`),
              value: t('count', { count: views[view].count, more: views[view].is_exact ? 'no' : 'yes' }),
              to: view === 'all' ? '/contacts' : `/contacts?view=${view}`,
            }))}
          />
        )}
      </Page>
    </>
  );
}
