import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Try } from './begin-try.ts';

/**
 * Takes a try off a contact's count that no password was compared for, since the machine had too much to do: a flood of
 * sign-ins must not lock out whoever signs in during it. Part of signing in.
 */
export async function giveBackTry(ctx: Context, { contact_id, is_known_device }: Try): Promise<void> {
  if (is_known_device) return;
  await inTransaction(ctx, ({ db }) =>
    db
      .updateTable('contact_credential')
      .set((row) => ({ failed_sign_in_count: row('failed_sign_in_count', '-', 1) }))
      .where('contact_id', '=', contact_id)
      .where('failed_sign_in_count', '>', 0)
      .execute(),
  );
}
