import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Signs the caller out: the session his request came with is gone on the next one. Nothing to do for others. */
export async function endSession(ctx: Context): Promise<void> {
  const { caller } = ctx;
  if (!('session_id' in caller) || !caller.session_id) return;
  const { session_id } = caller;
  await inTransaction(ctx, ({ db }) => db.deleteFrom('session').where('id', '=', session_id).execute());
}
