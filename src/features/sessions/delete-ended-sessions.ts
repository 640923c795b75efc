import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Deletes sessions that have run out; they opened nothing any more. Runs by the schedule. */
export async function deleteEndedSessions(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db, clock }) => db.deleteFrom('session').where('expires_at', '<', clock.now()).execute());
}
