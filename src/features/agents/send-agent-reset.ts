import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { agentInvitedEmail } from './agent-invited.email.ts';
import { agentResetEmail } from './agent-reset.email.ts';
import { sendAgentLink } from './send-agent-link.ts';

/** Every answer takes at least this long: a mail is a few rows more than none. */
const answerMs = 100;
const perAddress = { name: 'agent_reset.address', points: 3, seconds: 3_600 };
const perNetwork = { name: 'agent_reset.network', points: 30, seconds: 3_600 };

/**
 * Mails a way in to an agent who has forgotten his password: a link to choose a new one, or his invitation again where he
 * never had one. Says nothing about whether the address is an agent's: to others goes nothing. At most 3 times an hour
 * for an address, known or not.
 */
export async function sendAgentReset(ctx: Context, { email }: { email: string }): Promise<void> {
  const address = readEmailAddress(email) ?? '';
  await limitRate(ctx, perNetwork, networkOf(ctx.origin?.ip ?? ''));
  await limitRate(ctx, perAddress, `${ctx.caller.account_id} ${address || email}`);
  await noQuicker(answerMs, () => sendTo(ctx, address), { always: true });
}

function sendTo(ctx: Context, address: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const agent = await ctx.db
      .selectFrom('agent')
      .select(['id', 'email', 'language', 'password_set_at', 'is_owner'])
      .where('email', '=', address)
      .where('deactivated_at', 'is', null)
      .executeTakeFirst();
    const { is_agent_provider_required } = await findAccount(ctx);
    // A new password would open nothing.
    if (!agent || (is_agent_provider_required && !agent.is_owner)) return;
    if (agent.password_set_at) await sendAgentLink(ctx, agentResetEmail, { purpose: 'agent_reset', agent });
    else await sendAgentLink(ctx, agentInvitedEmail, { purpose: 'agent_invitation', agent });
  });
}
