import { findAccount } from '#features/accounts/find-account.ts';
import { signInsOfNetwork } from '#features/agents/sign-in-limits.ts';
import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { checkPasskey } from './check-passkey.ts';
import { passkeyRefused } from './passkey.ts';
import type { PasskeySignIn } from './sign-in-with-passkey.ts';

/** A refusal takes at least this long, whatever its reason. */
const refusalMs = 300;

/**
 * Signs an agent in by a passkey of his. The key is something he has and has made sure that it is he, which are two factors:
 * no code is asked for. A lock by wrong passwords does not hold it up; deactivated he stays out. Where agents have to use a
 * provider, only the owner's opens.
 */
export async function signInAgentWithPasskey(ctx: Context, input: PasskeySignIn): Promise<NewSession> {
  return noQuicker(refusalMs, () => trySignIn(ctx, input));
}

async function trySignIn(ctx: Context, { credential, is_remembered }: PasskeySignIn): Promise<NewSession> {
  await limitRate(ctx, signInsOfNetwork, networkOf(ctx.origin?.ip ?? ''));
  const { agent_id } = await checkPasskey(ctx, { purpose: 'console_sign_in', credential });
  if (agent_id === null) throw passkeyRefused();
  return inTransaction(ctx, async (ctx) => {
    const { is_agent_provider_required } = await findAccount(ctx);
    const admitted = await ctx.db
      .updateTable('agent')
      .set({ last_sign_in_at: ctx.clock.now() })
      .where('id', '=', agent_id)
      .where('deactivated_at', 'is', null)
      .returning('is_owner')
      .executeTakeFirst();
    if (!admitted || (is_agent_provider_required && !admitted.is_owner)) throw passkeyRefused();
    return createSession(ctx, { agent_id, is_remembered, method: 'passkey' });
  });
}
