import { sql } from 'kysely';
import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { type BulkAct, runJob, type Selection, waitMs } from './bulk-action.ts';
import { selectedContacts } from './selected-contacts.ts';

export interface StartedBulkAction {
  id: number;
  total_count: number;
  /** Until then it can be cancelled as if it had never been. */
  start_after: Date;
}

/**
 * Starts an act on many contacts. Whom it means is frozen now, by one statement; a worker begins after two minutes, in
 * which it can be cancelled, or at once where it means a single contact. Fails as invalid where it means nobody, as
 * not_found where one of the ids is nobody's, and as unavailable where no link could be made. Needs `contacts.bulk`.
 */
export async function startBulkAction(
  ctx: Context,
  { act, selection }: { act: BulkAct; selection: Selection },
): Promise<StartedBulkAction> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    portalLink(await findAccount(ctx), '/portal/activate');
    const now = clock.now();
    const { id } = await db
      .insertInto('bulk_action')
      .values({
        account_id: caller.account_id,
        act,
        agent_id: caller.kind === 'agent' ? caller.agent_id : null,
        start_after: now,
        total_count: 0,
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const total_count = await freeze(ctx, id, selection);
    if (total_count === 0) throw new Failure('invalid', 'bulk_actions.nobody');
    if ('ids' in selection && total_count < new Set(selection.ids).size) {
      throw new Failure('not_found', 'bulk_actions.unknown_contact');
    }
    const start_after = total_count === 1 ? now : new Date(now.getTime() + waitMs);
    await db.updateTable('bulk_action').set({ total_count, start_after }).where('id', '=', id).execute();
    await enqueue(ctx, runJob, { bulk_action_id: id }, { after: start_after });
    return { id, total_count, start_after };
  });
}

/** Writes down whom it means, in the order of their ids; gives how many. */
async function freeze(ctx: Context, id: number, selection: Selection): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into bulk_action_row (account_id, bulk_action_id, position, contact_id)
    select ${ctx.caller.account_id}, ${id}, row_number() over (order by chosen.id), chosen.id
    from (${await selectedContacts(ctx, selection)}) as chosen`.execute(ctx.db);
  return Number(numAffectedRows ?? 0n);
}
