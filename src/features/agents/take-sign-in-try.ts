import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Counts a try to sign in before the password is looked at, and gives the agent it may be looked at for: of many tries at
 * once only as many as the account allows get one (A08). The try that reaches the limit locks for the account's minutes
 * unless it is right. Null for an unknown, invited, locked or deactivated agent.
 */
export async function takeSignInTry(
  ctx: Context,
  email: string,
): Promise<{ id: number; password_hash: string | null } | null> {
  const { lockout_failures_count, lockout_minutes } = await findAccount(ctx);
  return inTransaction(ctx, async ({ db, clock }) => {
    const now = clock.now();
    const locked_until = new Date(now.getTime() + lockout_minutes * 60_000);
    const agent = await db
      .updateTable('agent')
      .set((row) => {
        const tries = row
          .case()
          // A lock that is over starts the count anew.
          .when('locked_until', 'is not', null)
          .then(1)
          .else(row('failed_sign_in_count', '+', 1))
          .end();
        return {
          failed_sign_in_count: tries,
          locked_until: row.case().when(tries, '>=', lockout_failures_count).then(locked_until).else(null).end(),
        };
      })
      .where('email', '=', email)
      .where('deactivated_at', 'is', null)
      .where((is) => is.or([is('locked_until', 'is', null), is('locked_until', '<=', now)]))
      .returning(['id', 'password_hash'])
      .executeTakeFirst();
    return agent ?? null;
  });
}
