import { findSecondFactor } from '#features/agents/second-factor/find-second-factor.ts';
import { allowFresh, isFresh } from '#features/sessions/allow-fresh.ts';
import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import { passwordHashOf } from '#features/sessions/password-of.ts';
import { type BegunTrip, beginTrip } from '#features/sign-in-providers/trips/begin-trip.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { verifyPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';

/** Whoever sits at an open session must not be able to guess his way to a link. */
const perOwner = { name: 'sign_in_providers.link', points: 10, seconds: 1_800 };

/**
 * Sends the caller to a provider, to come in by it from then on. He says his password once more; who has none, or signs in with
 * a code beside it, must have proved within ten minutes who he is. So nobody links himself to a session that was left open (E05).
 * Fails as invalid for a wrong password, and as forbidden where that proof is too old.
 */
export async function beginLink(
  ctx: Context,
  { provider_id, password, return_to }: { provider_id: number; password: string; return_to: string },
): Promise<BegunTrip> {
  const owner = ownSessionOwner(ctx);
  const audience = 'agent_id' in owner ? 'agent' : 'contact';
  await limitRate(ctx, perOwner, `${ctx.caller.account_id} ${audience} ${Object.values(owner)[0]}`);
  const hash = await inTransaction(ctx, (ctx) => passwordHashOf(ctx, owner));
  // Else the password alone would make a way in that never asks for the code (A13).
  if ('agent_id' in owner && (await findSecondFactor(ctx, owner)).confirmed_at !== null) await allowFresh(ctx);
  if (hash === null) {
    if (!(await isFresh(ctx))) throw new Failure('forbidden', 'sign_in_providers.not_fresh');
  } else if (!(await verifyPassword(password, hash)).is_right) {
    throw new Failure('invalid', 'sign_in_providers.password_wrong', { field: 'password' });
  }
  return beginTrip(ctx, { provider_id, audience, purpose: 'link', return_to });
}
