import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Change } from './change.ts';

/** Writes down many changes of one act in one statement, in the order given. */
export async function recordChanges(ctx: Context, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { caller, origin } = ctx;
    await ctx.db.client!.query(
      `insert into change_log
         (account_id, at, caller_kind, caller_id, request_id, record, record_id, act, changes, import_id, bulk_action_id)
       select $1, $2, $3, $4, $5, record, record_id, act, changes, import_id, bulk_action_id
       from jsonb_to_recordset($6) as change (
         record text, record_id bigint, act text, changes jsonb, import_id bigint, bulk_action_id bigint)`,
      [
        caller.account_id,
        ctx.clock.now(),
        caller.kind,
        callerId(ctx),
        origin?.request_id ?? null,
        JSON.stringify(changes),
      ],
    );
  });
}

function callerId({ caller }: Context): number | null {
  if (caller.kind === 'agent') return caller.agent_id;
  return caller.kind === 'contact' ? caller.contact_id : null;
}
