import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Lets the link of a change of address that nobody has confirmed yet stop working: the contact's, or everybody's where none
 * is named, as after a restore. Part of other acts; asks no permission.
 */
export async function revokeEmailChange(ctx: Context, { contact_id }: { contact_id?: number } = {}): Promise<void> {
  await inTransaction(ctx, async ({ db, clock }) => {
    const open = db
      .updateTable('email_change')
      .set({ replaced_at: clock.now() })
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null);
    await (contact_id === undefined ? open : open.where('contact_id', '=', contact_id)).execute();
  });
}
