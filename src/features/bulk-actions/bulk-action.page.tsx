import { useTranslations } from 'use-intl';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Card } from '#ui/card.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/bulk-action.page.ts';
import { BulkActionBadge } from './bulk-action-badge.tsx';
import { BulkActionProgress } from './bulk-action-progress.tsx';
import { BulkActionResults } from './bulk-action-results.tsx';
import { cancelBulkAction } from './cancel-bulk-action.ts';
import { findBulkAction } from './find-bulk-action.ts';
import { listBulkActionRows } from './list-bulk-action-rows.ts';
import { useProgress } from './use-progress.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const id = readId(params.id);
  const { outcome, after } = queryValues(new URL(request.url), ['outcome', 'after']);
  const shown = (['done', 'skipped'] as const).find((name) => name === outcome);
  const [bulk_action, results] = await Promise.all([
    findBulkAction(ctx, { id }),
    listBulkActionRows(ctx, { id, outcome: shown, after: Number(after) || 0 }),
  ]);
  return { bulk_action, results, outcome: shown ?? null };
}

export async function action(args: Route.ActionArgs) {
  await formValues(args, []);
  await cancelBulkAction(pageContext(args.context), { id: readId(args.params.id) });
  return null;
}

/** How far a bulk action has come, live where there is script, with the result of every contact. */
export default function BulkAction({ loaderData: { bulk_action, results, outcome } }: Route.ComponentProps) {
  const t = useTranslations('bulk_actions');
  const invitations = useTranslations('invitations');
  const found = useProgress(bulk_action);
  return (
    <>
      <PageHeader
        title={t('page_title', { count: found.total_count })}
        crumbs={[
          { to: '/invitations', label: invitations('title') },
          { to: '/bulk-actions', label: t('list_title') },
        ]}
        beside={<BulkActionBadge state={found.state} />}
        subtitle={t.rich('started_by', {
          when: () => <Moment at={found.created_at} as="exact" />,
          who: found.agent_name ?? t('maru'),
        })}
      />
      <Page layout="wide">
        <BulkActionProgress found={found} />
        <Card title={t('results')}>
          <BulkActionResults id={found.id} state={found.state} results={results} outcome={outcome} />
        </Card>
      </Page>
    </>
  );
}
