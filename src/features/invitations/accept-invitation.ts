import { beginSession } from '#features/portal-access/begin-session.ts';
import { readTicks } from '#features/portal-access/consents/read-ticks.ts';
import { writeConsents } from '#features/portal-access/consents/write-consents.ts';
import { hashChosenPassword } from '#features/portal-access/hash-chosen-password.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import type { NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { activateContact } from './activate-contact.ts';
import { findInvitation } from './find-invitation.ts';

/**
 * Spends an activation link: the contact has the password he chose, the address that the link was sent to is verified,
 * and he is signed in, whoever was signed in here before. Without a company he joins that of the address's domain. `consents` are what he has ticked. A weak password is refused as invalid and spends nothing, and so is a required consent that is missing; a
 * dead link as expired.
 */
export async function acceptInvitation(
  ctx: Context,
  { token, password, consents = [] }: { token: string; password: string; consents?: readonly number[] },
): Promise<NewSession> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  const { contact_id } = await findInvitation(ctx, token);
  const given = await readTicks(ctx, consents);
  const password_hash = await hashChosenPassword(ctx, { contact_id, password });
  return inTransaction(ctx, async (ctx) => {
    const { id, email } = await findInvitation(ctx, token);
    const spent = { spent_at: ctx.clock.now() };
    await ctx.db.updateTable('invitation').set(spent).where('id', '=', id).execute();
    await activateContact(ctx, { contact_id, email, password_hash, act: 'activated' });
    await writeConsents(ctx, { contact_id, given });
    return beginSession(ctx, { contact_id, is_remembered: false });
  });
}
