import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { BulkAction } from './bulk-action.ts';

export interface ListedBulkAction
  extends Pick<
    BulkAction,
    'id' | 'state' | 'start_after' | 'total_count' | 'done_count' | 'skipped_count' | 'created_at'
  > {
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
      .select(['bulk_action.id', 'state', 'start_after', 'total_count', 'done_count', 'skipped_count'])
      .select(['bulk_action.created_at', 'agent.name as agent_name'])
      .orderBy('bulk_action.id', 'desc')
      .limit(pageSize + 1);
    const rows = await (after === undefined ? newest : newest.where('bulk_action.id', '<', after)).execute();
    const bulk_actions = rows.slice(0, pageSize);
    return { bulk_actions, next: rows.length > pageSize ? bulk_actions.at(-1)!.id : null };
  });
}
