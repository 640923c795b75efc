import { admitContact } from '#features/portal-access/admit-contact.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { checkPasskey } from './check-passkey.ts';
import { passkeyRefused } from './passkey.ts';

export interface PasskeySignIn {
  /** What the browser sends of the key, as JSON. */
  credential: string;
  is_remembered: boolean;
}

/** A refusal takes at least this long, whatever its reason. */
const refusalMs = 300;

/**
 * Signs a contact in by a passkey of his. A lock by wrong passwords does not hold it up: nobody guesses a key. Locked by a
 * person, deactivated or deleted he stays out, with the one answer that every failed sign-in gets.
 */
export async function signInWithPasskey(ctx: Context, input: PasskeySignIn): Promise<NewSession> {
  return noQuicker(refusalMs, () => trySignIn(ctx, input));
}

async function trySignIn(ctx: Context, { credential, is_remembered }: PasskeySignIn): Promise<NewSession> {
  await limitRate(ctx, limits.sign_in, networkOf(ctx.origin?.ip ?? ''));
  const { contact_id } = await checkPasskey(ctx, { purpose: 'portal_sign_in', credential });
  if (contact_id === null) throw passkeyRefused();
  return inTransaction(ctx, async (ctx) => {
    await admitContact(ctx, { contact_id });
    return createSession(ctx, { contact_id, is_remembered, method: 'passkey' });
  });
}
