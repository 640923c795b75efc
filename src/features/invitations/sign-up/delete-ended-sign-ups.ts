import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { keptDays } from './sign-up.ts';

/** Deletes sign-ups that nobody has proved, and those that are decided, once they are 30 days old; whoever waits goes on waiting. Runs by the schedule. */
export async function deleteEndedSignUps(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db, clock }) =>
    db
      .deleteFrom('sign_up')
      .where('created_at', '<', new Date(clock.now().getTime() - keptDays * 24 * 3_600_000))
      .where((is) => is.or([is('spent_at', 'is', null), is('decided_at', 'is not', null)]))
      .execute(),
  );
}
