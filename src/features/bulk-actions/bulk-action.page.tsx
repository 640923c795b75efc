import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Card } from '#ui/card.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/bulk-action.page.ts';
import { useActName } from './act-words.ts';
import { listSettableFields } from './acts/settable-fields.ts';
import { BulkActionBadge } from './bulk-action-badge.tsx';
import { BulkActionInput } from './bulk-action-input.tsx';
import { BulkActionProgress } from './bulk-action-progress.tsx';
import { BulkActionResults } from './bulk-action-results.tsx';
import { cancelBulkAction } from './cancel-bulk-action.ts';
import { findBulkAction } from './find-bulk-action.ts';
import { listBulkActionRows } from './list-bulk-action-rows.ts';
import { pauseBulkAction } from './pause-bulk-action.ts';
import { resumeBulkAction } from './resume-bulk-action.ts';
import { undoBulkAction } from './undo-bulk-action.ts';
import { useProgress } from './use-progress.ts';

export const handle = { words: ['bulk_actions', 'outbox'] };

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const id = readId(params.id);
  const { outcome, after } = queryValues(new URL(request.url), ['outcome', 'after']);
  const shown = (['done', 'skipped'] as const).find((name) => name === outcome);
  const [bulk_action, results] = await Promise.all([
    findBulkAction(ctx, { id }),
    listBulkActionRows(ctx, { id, outcome: shown, after: Number(after) || 0 }),
  ]);
  const fields =
    bulk_action.act === 'set_field' || bulk_action.undone_act === 'set_field' ? await listSettableFields(ctx) : [];
  return { bulk_action, results, fields, outcome: shown ?? null };
}

export async function action(args: Route.ActionArgs) {
  const { intent } = await formValues(args, ['intent']);
  const [ctx, id] = [pageContext(args.context), readId(args.params.id)];
  if (intent === 'undo') return redirect(`/bulk-actions/${(await undoBulkAction(ctx, { id })).id}`);
  if (intent === 'pause') await pauseBulkAction(ctx, { id });
  else if (intent === 'resume') await resumeBulkAction(ctx, { id });
  else await cancelBulkAction(ctx, { id });
  return null;
}

/** How far a bulk action has come, live where there is script, with the result of every contact. */
export default function BulkAction({ loaderData: { bulk_action, results, fields, outcome } }: Route.ComponentProps) {
  const t = useTranslations('bulk_actions');
  const contacts = useTranslations('contacts');
  const nameOf = useActName();
  const found = useProgress(bulk_action);
  return (
    <>
      <PageHeader
        title={t('page_title', { act: nameOf(found), count: found.total_count })}
        crumbs={[
          { to: '/contacts', label: contacts('title') },
          { to: '/bulk-actions', label: t('list_title') },
        ]}
        beside={<BulkActionBadge state={found.state} />}
        subtitle={t.rich('started_by', {
          when: () => <Moment at={found.created_at} as="exact" />,
          who: found.agent_name ?? t('maru'),
        })}
      />
      <Page layout="wide">
        <BulkActionInput found={found} fields={fields} />
        <BulkActionProgress found={found} />
        <Card title={t('results')}>
          <BulkActionResults found={found} results={results} outcome={outcome} />
        </Card>
      </Page>
    </>
  );
}
