import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { hashPassword, verifyPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { takeSignInTry } from './take-sign-in-try.ts';

export interface SignInInput {
  email: string;
  password: string;
  is_remembered: boolean;
}

/** A refusal takes at least this long, whatever its reason. */
const refusalMs = 300;
/** An office behind one address signs in at nine; a guesser needs thousands. */
const perNetwork = { name: 'sign_in_agent.network', points: 100, seconds: 600 };

/**
 * Signs an agent in by address and password. Every refusal is the same (`agents.sign_in_refused`), whether the address
 * is unknown, the password wrong, or the agent invited, locked or deactivated, and takes the same time. Fails as too_many
 * when one network tries too often.
 */
export async function signInAgent(ctx: Context, input: SignInInput): Promise<NewSession> {
  return noQuicker(refusalMs, () => trySignIn(ctx, input));
}

async function trySignIn(ctx: Context, { email, password, is_remembered }: SignInInput): Promise<NewSession> {
  await limitRate(ctx, perNetwork, networkOf(ctx.origin?.ip ?? ''));
  const agent = await takeSignInTry(ctx, readEmailAddress(email) ?? '');
  const verdict = await verifyPassword(password, agent?.password_hash ?? null);
  if (!agent || !verdict.is_right) throw new Failure('invalid', 'agents.sign_in_refused');
  const renewed = verdict.is_outdated ? { password_hash: await hashPassword(password) } : {};
  return inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const signedIn = await ctx.db
      .updateTable('agent')
      .set({ ...renewed, failed_sign_in_count: 0, locked_until: null, last_sign_in_at: now })
      .where('id', '=', agent.id)
      // Both may have changed while the password was being verified.
      .where('deactivated_at', 'is', null)
      .where('password_hash', '=', agent.password_hash)
      .returning('id')
      .executeTakeFirst();
    if (!signedIn) throw new Failure('invalid', 'agents.sign_in_refused');
    return createSession(ctx, { agent_id: agent.id, is_remembered });
  });
}
