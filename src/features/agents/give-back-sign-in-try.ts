import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { AgentTry } from './take-sign-in-try.ts';

/**
 * Takes a try off an agent's count that no password was compared for, since the machine had too much to do, and the lock with
 * it that it has brought: a flood of sign-ins must not lock out whoever signs in during it. Part of signing in.
 */
export async function giveBackSignInTry(ctx: Context, { id, is_known_device, is_last }: AgentTry): Promise<void> {
  if (is_known_device) return;
  await inTransaction(ctx, ({ db }) =>
    db
      .updateTable('agent')
      .set((row) => ({
        failed_sign_in_count: row('failed_sign_in_count', '-', 1),
        ...(is_last && { locked_until: null }),
      }))
      .where('id', '=', id)
      .where('failed_sign_in_count', '>', 0)
      .execute(),
  );
}
