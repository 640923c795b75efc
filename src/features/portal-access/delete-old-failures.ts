import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { failureDays } from './sign-in-failure.ts';

/** Deletes what is kept of failed sign-ins once nothing of it has happened for 30 days. Runs by the schedule. */
export async function deleteOldFailures(ctx: Context): Promise<void> {
  await inTransaction(ctx, async ({ db, clock }) => {
    const oldest = new Date(clock.now().getTime() - failureDays * 24 * 3_600_000);
    await db.deleteFrom('sign_in_failure').where('last_at', '<', oldest).execute();
    await db.deleteFrom('unknown_sign_in').where('last_at', '<', oldest).execute();
  });
}
