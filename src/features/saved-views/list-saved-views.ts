import type { RecordName } from '#features/lists/filter/listed-record.ts';
import { allow, type Context, isAllowed } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type SavedView, viewRights } from './saved-view.ts';

/** The views of a list, unless told of every list, that the caller has kept and those that others share, shared ones first, by name. All of them: there are few. */
export async function listSavedViews(ctx: Context, { record }: { record?: RecordName } = {}): Promise<SavedView[]> {
  allow(ctx, viewRights[record ?? 'contact']);
  const { caller } = ctx;
  const own = caller.kind === 'agent' ? caller.agent_id : 0;
  return inTransaction(ctx, async ({ db }) => {
    const views = db
      .selectFrom('saved_view as view')
      .leftJoin('agent', 'agent.id', 'view.agent_id')
      .select(['view.id', 'record', 'view.name', 'is_shared', 'query', 'view.agent_id', 'agent.name as agent_name'])
      .where(({ or, eb }) => or([eb('is_shared', '=', true), eb('view.agent_id', '=', own)]))
      .orderBy('is_shared', 'desc')
      .orderBy('view.name')
      .orderBy('view.id');
    const rows = await (record ? views.where('record', '=', record) : views).execute();
    const canShare = isAllowed(ctx, 'views.share');
    return rows.map((row) => ({ ...row, can_edit: row.agent_id === own || (row.is_shared && canShare) }));
  });
}
