import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { BulkActName } from './acts/all-acts.ts';
import type { BulkAction, undoName } from './bulk-action.ts';

export interface ListedBulkAction
  extends Pick<
    BulkAction,
    'id' | 'state' | 'start_after' | 'total_count' | 'done_count' | 'skipped_count' | 'created_at'
  > {
  act: BulkActName | typeof undoName;
  /** Of an undo: the act that it takes back. */
  undone_act: BulkActName | null;
  /** Who started it; null for Maru and the command line. */
  agent_name: string | null;
}

export interface BulkActionPage {
  bulk_actions: ListedBulkAction[];
  /** What to ask for next as `after`; null on the last page. */
  next: number | null;
}

const pageSize = 50;

/** The account's bulk actions, newest first, 50 a page. Needs `contacts.bulk`. */
export async function listBulkActions(ctx: Context, { after }: { after?: number } = {}): Promise<BulkActionPage> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async ({ db }) => {
    const newest = db
      .selectFrom('bulk_action')
      .leftJoin('agent', (join) =>
        join.onRef('agent.account_id', '=', 'bulk_action.account_id').onRef('agent.id', '=', 'bulk_action.agent_id'),
      )
      .leftJoin('bulk_action as undone', (join) =>
        join
          .onRef('undone.account_id', '=', 'bulk_action.account_id')
          .onRef('undone.id', '=', 'bulk_action.undoes_bulk_action_id'),
      )
      .select(['bulk_action.id', 'bulk_action.act', 'undone.act as undone_act', 'bulk_action.state'])
      .select(['bulk_action.start_after', 'bulk_action.total_count', 'bulk_action.done_count'])
      .select(['bulk_action.skipped_count', 'bulk_action.created_at', 'agent.name as agent_name'])
      .orderBy('bulk_action.id', 'desc')
      .limit(pageSize + 1);
    const rows = await (after === undefined ? newest : newest.where('bulk_action.id', '<', after)).execute();
    const bulk_actions = rows.slice(0, pageSize) as ListedBulkAction[];
    return { bulk_actions, next: rows.length > pageSize ? bulk_actions.at(-1)!.id : null };
  });
}
