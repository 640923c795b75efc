import { recordChange } from '#features/change-log/record-change.ts';
import { joinCompanyOfDomain } from '#features/contacts/members/join-company-of-domain.ts';
import { hashChosenPassword } from '#features/portal-access/hash-chosen-password.ts';
import { keepPassword } from '#features/portal-access/keep-password.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { findInvitation } from './find-invitation.ts';

/**
 * Spends an activation link: the contact has the password he chose, the address that the link was sent to is verified,
 * and he is signed in, whoever was signed in here before. Without a company he joins that of the address's domain. A weak password is refused as invalid and spends nothing; a
 * dead link as expired.
 */
export async function acceptInvitation(
  ctx: Context,
  { token, password }: { token: string; password: string },
): Promise<NewSession> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  const { contact_id } = await findInvitation(ctx, token);
  const password_hash = await hashChosenPassword(ctx, { contact_id, password });
  return inTransaction(ctx, async (ctx) => {
    const { id, email } = await findInvitation(ctx, token);
    const now = ctx.clock.now();
    await ctx.db.updateTable('invitation').set({ spent_at: now }).where('id', '=', id).execute();
    await keepPassword(ctx, { contact_id, password_hash });
    await ctx.db
      .updateTable('contact')
      .set({ portal_access: 'active', activated_at: now, last_sign_in_at: now })
      .where('id', '=', contact_id)
      .execute();
    await ctx.db
      .updateTable('contact_email')
      .set({ state: 'verified', verified_at: now })
      .where('contact_id', '=', contact_id)
      .where('email', '=', email)
      .where('state', '=', 'unverified')
      .execute();
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'activated' });
    await joinCompanyOfDomain(ctx, { contact_id, email });
    return createSession(ctx, { contact_id, is_remembered: false });
  });
}
