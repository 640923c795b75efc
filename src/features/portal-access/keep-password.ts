import { endSessionsOf } from '#features/sessions/end-sessions-of.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Stores the hash of a contact's new password. His sessions end, links to replace the password stop working, failed
 * sign-ins are forgotten and a lock that came of them is lifted. Part of activation and reset, in their transaction.
 */
export async function keepPassword(
  ctx: Context,
  { contact_id, password_hash }: { contact_id: number; password_hash: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const now = clock.now();
    const kept = {
      password_hash,
      password_set_at: now,
      is_temporary: false,
      failed_sign_in_count: 0,
      failed_sign_in_at: null,
    };
    await db
      .insertInto('contact_credential')
      .values({ account_id: caller.account_id, contact_id, ...kept })
      .onConflict((broken) => broken.columns(['account_id', 'contact_id']).doUpdateSet(kept))
      .execute();
    await db
      .updateTable('contact')
      .set({ locked_at: null, locked_by: null, locked_until: null })
      .where('id', '=', contact_id)
      .where('locked_by', '=', 'failures')
      .execute();
    await db
      .updateTable('password_reset')
      .set({ replaced_at: now })
      .where('contact_id', '=', contact_id)
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .execute();
    await endSessionsOf(ctx, { contact_id });
  });
}
