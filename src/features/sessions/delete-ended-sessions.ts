import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Deletes sessions that have run out, and what was to become one and did not; they opened nothing any more. Runs by the schedule. */
export async function deleteEndedSessions(ctx: Context): Promise<void> {
  await inTransaction(ctx, async ({ db, clock }) => {
    const now = clock.now();
    await db.deleteFrom('session').where('expires_at', '<', now).execute();
    await db.deleteFrom('sign_in_step').where('expires_at', '<', now).execute();
    await db.deleteFrom('passkey_challenge').where('expires_at', '<', now).execute();
  });
}
