import { recordChange } from '#features/change-log/record-change.ts';
import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { findMailbox } from './find-mailbox.ts';
import { findReset } from './find-reset.ts';
import { hashChosenPassword } from './hash-chosen-password.ts';
import { keepPassword } from './keep-password.ts';
import { passwordChangedEmail } from './password-changed.email.ts';
import { limits } from './portal-access.ts';

/**
 * Spends a mailed link: the contact has the password he chose and is signed in. All his other sessions end, so does a
 * lock by failed sign-ins, and he is told by mail. A weak password is refused as invalid and spends nothing; a dead link
 * as expired. Whoever came by a temporary password and has proved no address yet is in this once. Locked by a person or deactivated, no link lets him in.
 */
export async function resetPassword(
  ctx: Context,
  { token, password }: { token: string; password: string },
): Promise<NewSession> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  const { contact_id } = await findReset(ctx, token);
  const password_hash = await hashChosenPassword(ctx, { contact_id, password });
  return inTransaction(ctx, async (ctx) => {
    const link = await findReset(ctx, token);
    const now = ctx.clock.now();
    await ctx.db.updateTable('password_reset').set({ spent_at: now }).where('id', '=', link.id).execute();
    await keepPassword(ctx, { contact_id, password_hash });
    await ctx.db.updateTable('contact').set({ last_sign_in_at: now }).where('id', '=', contact_id).execute();
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'password_changed' });
    const mailbox = await findMailbox(ctx, contact_id);
    if (mailbox) await enqueueMail(ctx, passwordChangedEmail, { ...mailbox, ids: { contact_id } });
    const is_of_temporary_password = !link.is_verified;
    const method = link.is_of_temporary_password ? 'password' : 'link';
    return createSession(ctx, { contact_id, is_remembered: false, method, is_of_temporary_password });
  });
}
