import { findAccount } from '#features/accounts/find-account.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { accountLockedEmail } from './account-locked.email.ts';
import { findMailbox } from './find-mailbox.ts';

/**
 * Locks a contact out for the minutes that the account has chosen, and tells him by one mail. Part of signing in, after
 * the last guess; a contact who is locked already stays as he is, and sessions go on: whoever has one has proved himself.
 */
export async function lockAfterFailures(ctx: Context, contact_id: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const { lockout_minutes } = await findAccount(ctx);
    const { numUpdatedRows } = await ctx.db
      .updateTable('contact')
      .set({ locked_at: now, locked_by: 'failures', locked_until: new Date(now.getTime() + lockout_minutes * 60_000) })
      .where('id', '=', contact_id)
      .where('locked_by', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return;
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'locked_by_failures' });
    const mailbox = await findMailbox(ctx, contact_id);
    if (mailbox) await enqueueMail(ctx, accountLockedEmail, { ...mailbox, ids: { contact_id } });
  });
}
