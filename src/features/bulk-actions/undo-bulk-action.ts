import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { bulkActOf } from './acts/all-acts.ts';
import type { ActInput } from './acts/bulk-act.ts';
import { isOver, undoName } from './bulk-action.ts';
import { insertBulkAction, type StartedBulkAction } from './start-bulk-action.ts';

/**
 * Takes a bulk action back that is over, as a bulk action of its own on those whom it has changed: what somebody has
 * changed since stays and is listed. Fails as conflict where there is nothing to take back, where mail was sent, or where
 * somebody is at it already. Needs `contacts.bulk` and the right of the act.
 */
export async function undoBulkAction(ctx: Context, { id }: { id: number }): Promise<StartedBulkAction> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    const found = await ctx.db
      .selectFrom('bulk_action')
      .select(['act', 'state', 'done_count', 'input'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!found) throw new Failure('not_found', 'platform.not_found');
    const act = bulkActOf(found.act);
    if (!act?.undo || !isOver(found) || found.done_count === 0) {
      throw new Failure('conflict', 'bulk_actions.nothing_to_undo');
    }
    allow(ctx, act.right);
    return insertBulkAction(ctx, {
      act: undoName,
      input: found.input as ActInput,
      waits: false,
      undoes_bulk_action_id: id,
      contacts: sql`
        select contact_id as id, former from bulk_action_row where bulk_action_id = ${id} and outcome = 'done'`,
    }).catch(conflict('bulk_action_undone_once', 'bulk_actions.undone_already'));
  });
}
