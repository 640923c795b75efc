import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { passwordResetEmail } from './password-reset.email.ts';

/**
 * Ends every customer's open link to a new password, also of mail that has not gone out; invitations stay open. Part of
 * restoring a backup; asks no permission.
 */
export async function revokePasswordResets(ctx: Context): Promise<void> {
  await inTransaction(ctx, async ({ db, clock }) => {
    const now = clock.now();
    await db
      .updateTable('password_reset')
      .set({ expires_at: now })
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .where('expires_at', '>', now)
      .execute();
    await db
      .updateTable('mail_message')
      .set({ useful_until: now })
      .where('kind', '=', passwordResetEmail.name)
      .where('state', '=', 'waiting')
      .execute();
  });
}
