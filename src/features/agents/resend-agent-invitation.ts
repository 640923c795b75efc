import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { agentInvitedEmail } from './agent-invited.email.ts';
import { sendAgentLink } from './send-agent-link.ts';

/** Mails a colleague who has not accepted yet a fresh invitation; the old link dies. Refused for one who has. */
export async function resendAgentInvitation(ctx: Context, { agent_id }: { agent_id: number }): Promise<void> {
  allow(ctx, 'agents.edit');
  await inTransaction(ctx, async (ctx) => {
    const agent = await ctx.db
      .updateTable('agent')
      .set({ invited_at: ctx.clock.now() })
      .where('id', '=', agent_id)
      .where('deactivated_at', 'is', null)
      .returning(['id', 'email', 'language', 'password_set_at'])
      .executeTakeFirst();
    if (!agent) throw new Failure('not_found', 'platform.not_found');
    if (agent.password_set_at) throw new Failure('conflict', 'agents.already_accepted');
    await sendAgentLink(ctx, agentInvitedEmail, { purpose: 'agent_invitation', agent });
    await recordChange(ctx, { record: 'agent', record_id: agent.id, act: 'invited_again' });
  });
}
