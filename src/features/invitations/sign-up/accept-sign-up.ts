import { findAccount } from '#features/accounts/find-account.ts';
import { activateContact } from '#features/invitations/activate-contact.ts';
import { beginSession } from '#features/portal-access/begin-session.ts';
import { readTicks } from '#features/portal-access/consents/read-ticks.ts';
import { writeConsents } from '#features/portal-access/consents/write-consents.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import type { NewSession } from '#features/sessions/create-session.ts';
import { checkPassword } from '#platform/check-password.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { networkOf } from '#platform/network-of.ts';
import { hashPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { findSignUp } from './find-sign-up.ts';
import { findSignedUp } from './find-signed-up.ts';

/**
 * Spends the link of a sign-up: the address is proved, and with the password chosen here he is in and signed in, as the
 * contact who has the address or as a new one. Where agents decide on sign-ups he waits for them: null then. Nobody has a password
 * before the address is proved (E03). A weak one is refused as invalid and spends nothing, and so is a required consent that is missing; a dead link, also of an address that
 * has come to be somebody's whom it must not let in, as expired.
 */
export async function acceptSignUp(
  ctx: Context,
  { token, password, consents = [] }: { token: string; password: string; consents?: readonly number[] },
): Promise<NewSession | null> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  const { name, email } = await findSignUp(ctx, token);
  const account = await findAccount(ctx);
  const given = await readTicks(ctx, consents);
  const problem = await checkPassword(password, { field: 'password', words: [account.name, name, email] });
  if (problem) throw invalid([problem]);
  const password_hash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) => {
    const sign_up = await findSignUp(ctx, token);
    const now = ctx.clock.now();
    // Read again: an admin may have switched approval on while the password was hashed.
    const rules = await findAccount(ctx);
    if (rules.has_sign_up_approval) {
      await ctx.db
        .updateTable('sign_up')
        .set({ spent_at: now, password_hash, consents: JSON.stringify(given) })
        .where('id', '=', sign_up.id)
        .execute();
      return null;
    }
    const signedUp = await findSignedUp(ctx, sign_up, { may_create: rules.sign_up === 'anyone' }).catch(refused);
    if ('reason' in signedUp) {
      const isIn = signedUp.reason === 'active';
      throw new Failure('expired', isIn ? 'portal_access.link_spent' : 'portal_access.link_expired');
    }
    const { contact_id } = signedUp;
    await ctx.db
      .updateTable('sign_up')
      .set({ spent_at: now, decided_at: now, is_approved: true, contact_id })
      .where('id', '=', sign_up.id)
      .execute();
    await activateContact(ctx, { contact_id, email, password_hash, act: 'signed_up' });
    await writeConsents(ctx, { contact_id, given });
    return beginSession(ctx, { contact_id, is_remembered: false });
  });
}

/** Whose an address is at this moment concerns nobody but its owner. */
function refused(error: unknown): { reason: 'refused' } {
  if (error instanceof Failure && error.kind === 'conflict') return { reason: 'refused' };
  throw error;
}
