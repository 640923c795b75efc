import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Lets a contact's open link to a new password stop working. Part of other acts; asks no permission. */
export async function revokePasswordReset(ctx: Context, { contact_id }: { contact_id: number }): Promise<void> {
  await inTransaction(ctx, ({ db, clock }) =>
    db
      .updateTable('password_reset')
      .set({ replaced_at: clock.now() })
      .where('contact_id', '=', contact_id)
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .execute(),
  );
}
