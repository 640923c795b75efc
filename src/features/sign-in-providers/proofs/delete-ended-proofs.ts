import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Deletes what was kept of people who came from a provider and proved no address in time. Runs by the schedule. */
export async function deleteEndedProofs(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db, clock }) =>
    db.deleteFrom('address_proof').where('expires_at', '<', clock.now()).execute(),
  );
}
