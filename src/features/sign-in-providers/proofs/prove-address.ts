import { timingSafeEqual } from 'node:crypto';
import { limits, notAuthorized } from '#features/portal-access/portal-access.ts';
import type { NewSession } from '#features/sessions/create-session.ts';
import { admitByProvider } from '#features/sign-in-providers/admit-by-provider.ts';
import { beginContactSession } from '#features/sign-in-providers/begin-contact-session.ts';
import { createNewcomer } from '#features/sign-in-providers/create-newcomer.ts';
import { findVouchedOwner, type VouchedOwner } from '#features/sign-in-providers/find-vouched-owner.ts';
import { linkIdentity } from '#features/sign-in-providers/link-identity.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { hashToken } from '#platform/tokens.ts';
import { mostTries, readCode } from './address-proof.ts';
import { findProof } from './find-proof.ts';
import { mayComeIn } from './send-code.ts';

/**
 * Spends a mailed code: whoever came from a provider has proved his address, is linked and comes in as the contact who has it. One who was never in is
 * let in by it, without a password, and joins the company of the address's domain; whatever somebody else may have prepared for him before, a password, a
 * session, a link, opens nothing any more (E03). Somebody whom nobody knows becomes a contact where the account lets anybody sign up. A wrong code is counted and refused as invalid, the sixth try as expired.
 */
export async function proveAddress(
  ctx: Context,
  { token, code }: { token: string; code: string },
): Promise<NewSession> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  const { id } = await findProof(ctx, token);
  // Counted and committed before the code is looked at: of many guesses at once no more than five are.
  const counted = await inTransaction(ctx, ({ db }) =>
    db
      .updateTable('address_proof')
      .set((row) => ({ tries_count: row('tries_count', '+', 1) }))
      .where('id', '=', id)
      .where('tries_count', '<', mostTries)
      .where('code_hash', 'is not', null)
      .returning('code_hash')
      .executeTakeFirst(),
  );
  if (!counted?.code_hash) throw new Failure('expired', 'sign_in_providers.code_spent', { field: 'code' });
  if (!timingSafeEqual(hashToken(readCode(code)), counted.code_hash)) {
    throw new Failure('invalid', 'sign_in_providers.code_wrong', { field: 'code' });
  }
  return inTransaction(ctx, (ctx) => comeIn(ctx, { id, code_hash: counted.code_hash! }));
}

async function comeIn(ctx: Context, { id, code_hash }: { id: number; code_hash: Uint8Array }): Promise<NewSession> {
  const proof = await ctx.db
    .deleteFrom('address_proof')
    .where('id', '=', id)
    .where('code_hash', '=', Buffer.from(code_hash))
    .returning(['provider_id', 'issuer', 'subject', 'name', 'email', 'claimed_email'])
    .executeTakeFirst();
  if (!proof?.email) throw new Failure('expired', 'sign_in_providers.trip_lost');
  const owner = await findVouchedOwner(ctx, proof.email);
  const { email } = proof;
  const { contact_id } = owner
    ? await admitOwner(ctx, owner, email)
    : await createNewcomer(ctx, { email, name: proof.name });
  const { name: provider_name } = await ctx.db
    .selectFrom('sign_in_provider')
    .select('name')
    .where('id', '=', proof.provider_id)
    .executeTakeFirstOrThrow();
  const { provider_id, issuer, subject, name } = proof;
  // What his provider calls his address, so that he knows the account again.
  const address = proof.claimed_email === null ? null : { email: proof.claimed_email, is_vouched: false };
  await linkIdentity(ctx, { contact_id }, { provider_id, provider_name, issuer, subject, name, address });
  return beginContactSession(ctx, { contact_id, provider_id });
}

/** The contact who has the address, let in now if he was not yet. Nothing that was there before the first proof counts. */
async function admitOwner(ctx: Context, owner: VouchedOwner, email: string): Promise<{ contact_id: number }> {
  if (!owner.is_his || !owner.is_admittable || !(await mayComeIn(ctx, owner))) throw notAuthorized();
  const { contact_id } = owner;
  if (!owner.is_proved) await admitByProvider(ctx, { contact_id, email });
  return { contact_id };
}
