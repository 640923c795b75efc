import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import { deviceToken, knownDeviceLimit } from '#features/sessions/known-device.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { hashPassword, verifyPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { sendLockNotice } from './send-lock-notice.ts';
import { takeSignInTry } from './take-sign-in-try.ts';

export interface SignInInput {
  email: string;
  password: string;
  is_remembered: boolean;
  /** The device token of an earlier sign-in from this browser, or null. */
  device: string | null;
}

export interface SignedInAgent {
  session: NewSession;
  /** To be kept by this browser for a year: with it, nobody's failed guesses lock its owner out. */
  device: string;
}

/** A refusal takes at least this long, whatever its reason. */
const refusalMs = 300;
/** An office behind one address signs in at nine; a guesser needs thousands. */
const perNetwork = { name: 'sign_in_agent.network', points: 100, seconds: 600 };
const perKnownDevice = { name: 'sign_in_agent.known_device', ...knownDeviceLimit };

/**
 * Signs an agent in by address and password. Every refusal is the same (`agents.sign_in_refused`), whether the address
 * is unknown, the password wrong, or the agent invited, locked or deactivated, and takes the same time. Fails as too_many
 * when one network, or one agent's known browser, tries too often.
 */
export async function signInAgent(ctx: Context, input: SignInInput): Promise<SignedInAgent> {
  return noQuicker(refusalMs, () => trySignIn(ctx, input));
}

async function trySignIn(
  ctx: Context,
  { email, password, is_remembered, device }: SignInInput,
): Promise<SignedInAgent> {
  await limitRate(ctx, perNetwork, networkOf(ctx.origin?.ip ?? ''));
  const agent = await takeSignInTry(ctx, { email: readEmailAddress(email) ?? '', device });
  if (agent?.is_known_device) await limitRate(ctx, perKnownDevice, `${ctx.caller.account_id} ${agent.id}`);
  const verdict = await verifyPassword(password, agent?.password_hash ?? null);
  if (!agent?.password_set_at || !verdict.is_right) {
    if (agent?.password_set_at && agent.is_last) await sendLockNotice(ctx, { agent_id: agent.id });
    throw new Failure('invalid', 'agents.sign_in_refused');
  }
  const { id, password_hash, password_set_at, is_known_device } = agent;
  const renewed = verdict.is_outdated ? { password_hash: await hashPassword(password) } : {};
  // From a known device nothing was counted, and a lock against strangers stays.
  const forgiven = is_known_device ? {} : { failed_sign_in_count: 0, locked_until: null };
  return inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const signedIn = await ctx.db
      .updateTable('agent')
      .set({ ...renewed, ...forgiven, last_sign_in_at: now })
      .where('id', '=', id)
      // Both may have changed while the password was being verified.
      .where('deactivated_at', 'is', null)
      .where('password_hash', '=', password_hash)
      .returning('id')
      .executeTakeFirst();
    if (!signedIn) throw new Failure('invalid', 'agents.sign_in_refused');
    const session = await createSession(ctx, { agent_id: id, is_remembered });
    return { session, device: deviceToken(ctx, { agent_id: id }, { password_set_at }) };
  });
}
