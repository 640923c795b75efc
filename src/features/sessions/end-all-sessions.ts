import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Signs everybody out of the account. Part of restoring a backup; asks no permission. */
export async function endAllSessions(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db }) => db.deleteFrom('session').execute());
}
