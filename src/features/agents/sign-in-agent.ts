import { findAccount } from '#features/accounts/find-account.ts';
import type { NewSession } from '#features/sessions/create-session.ts';
import { deviceToken, knownDeviceLimit } from '#features/sessions/known-device.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { allowHashing, hashPassword, verifyPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { giveBackSignInTry } from './give-back-sign-in-try.ts';
import { admitAgent } from './second-factor/sign-in-steps.ts';
import { sendLockNotice } from './send-lock-notice.ts';
import { signInsOfNetwork } from './sign-in-limits.ts';
import { takeSignInTry } from './take-sign-in-try.ts';

export interface SignInInput {
  email: string;
  password: string;
  is_remembered: boolean;
  /** The device token of an earlier sign-in from this browser, or null. */
  device: string | null;
}

/**
 * He is in, with what this browser keeps for a year so that nobody's failed guesses lock its owner out; or a code is still to
 * come, and this is the token of the step that asks for it.
 */
export type SignedInAgent = { session: NewSession; device: string } | { step: string };

/** A refusal takes at least this long, whatever its reason. */
const refusalMs = 300;
const perKnownDevice = { name: 'sign_in_agent.known_device', ...knownDeviceLimit };

/**
 * Signs an agent in by address and password. Every refusal is the same (`agents.sign_in_refused`), whether the address
 * is unknown, the password wrong, or the agent invited, locked or deactivated, and takes the same time. Fails as too_many
 * when one network, or one agent's known browser, tries too often. Where agents have to use a provider, the owner's is the only password that is right.
 * Where a code is still to come a step is all he gets.
 */
export async function signInAgent(ctx: Context, input: SignInInput): Promise<SignedInAgent> {
  return noQuicker(refusalMs, () => trySignIn(ctx, input));
}

async function trySignIn(
  ctx: Context,
  { email, password, is_remembered, device }: SignInInput,
): Promise<SignedInAgent> {
  allowHashing();
  await limitRate(ctx, signInsOfNetwork, networkOf(ctx.origin?.ip ?? ''));
  const agent = await takeSignInTry(ctx, { email: readEmailAddress(email) ?? '', device });
  if (agent?.is_known_device) await limitRate(ctx, perKnownDevice, `${ctx.caller.account_id} ${agent.id}`);
  const verdict = await verifyPassword(password, agent?.password_hash ?? null).catch(async (error) => {
    if (agent) await giveBackSignInTry(ctx, agent);
    throw error;
  });
  const { is_agent_provider_required } = await findAccount(ctx);
  const isShut = is_agent_provider_required && !agent?.is_owner;
  if (!agent?.password_set_at || !verdict.is_right || isShut) {
    if (agent?.password_set_at && agent.is_last) await sendLockNotice(ctx, { agent_id: agent.id });
    throw new Failure('invalid', 'agents.sign_in_refused');
  }
  const { id, password_hash, password_set_at, is_known_device } = agent;
  const renewed = verdict.is_outdated ? { password_hash: await hashPassword(password) } : {};
  // From a known device nothing was counted, and a lock against strangers stays.
  const forgiven = is_known_device ? {} : { failed_sign_in_count: 0, locked_until: null };
  return inTransaction(ctx, async (ctx) => {
    const signedIn = await ctx.db
      .updateTable('agent')
      .set({ password_hash, ...renewed, ...forgiven })
      .where('id', '=', id)
      // Both may have changed while the password was being verified.
      .where('deactivated_at', 'is', null)
      .where('password_hash', '=', password_hash)
      .returning('id')
      .executeTakeFirst();
    if (!signedIn) throw new Failure('invalid', 'agents.sign_in_refused');
    const entrance = await admitAgent(ctx, { agent_id: id, is_remembered, method: 'password' });
    if ('step' in entrance) return entrance;
    return { ...entrance, device: deviceToken(ctx, { agent_id: id }, { password_set_at }) };
  });
}
