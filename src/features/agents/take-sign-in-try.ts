import { sql } from 'kysely';
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
    // A lock that is over starts the count anew.
    const tries = sql<number>`case when locked_until is null then failed_sign_in_count + 1 else 1 end`;
    const { rows } = await sql<{ id: number; password_hash: string | null }>`
      update agent set
        failed_sign_in_count = ${tries},
        locked_until = case when ${tries} >= ${lockout_failures_count} then ${locked_until}::timestamptz end
      where email = ${email} and deactivated_at is null and (locked_until is null or locked_until <= ${now})
      returning id, password_hash`.execute(db);
    return rows[0] ?? null;
  });
}
