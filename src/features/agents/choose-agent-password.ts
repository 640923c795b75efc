import { findAccount } from '#features/accounts/find-account.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { endSessionsOf } from '#features/sessions/end-sessions-of.ts';
import { checkPassword } from '#platform/check-password.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { hashPassword } from '#platform/passwords.ts';
import type { linkLife } from './agent.ts';
import { findAgentLink } from './find-agent-link.ts';
import { type AgentEntrance, admitAgent } from './second-factor/sign-in-steps.ts';

/**
 * Spends a mailed link: its agent gets the password he chose and is signed in. Accepting an invitation and replacing a
 * forgotten password are the same act. All his other sessions and links end, and so does a lock by wrong passwords.
 * A mailed link is no second factor: where he has one he gets the step that asks for it, and no session (A13).
 * Fails as expired for a dead link, as invalid for a weak password, which spends nothing, and as forbidden where agents have to use a provider.
 */
export async function chooseAgentPassword(
  ctx: Context,
  { purpose, token, password }: { purpose: keyof typeof linkLife; token: string; password: string },
): Promise<AgentEntrance> {
  const { name, email, is_owner } = await findAgentLink(ctx, { purpose, token });
  const account = await findAccount(ctx);
  if (account.is_agent_provider_required && !is_owner) throw new Failure('forbidden', 'agents.provider_required');
  const problem = await checkPassword(password, { field: 'password', words: [name, email, account.name] });
  if (problem) throw invalid([problem]);
  const password_hash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) => {
    const link = await findAgentLink(ctx, { purpose, token });
    const now = ctx.clock.now();
    await ctx.db.updateTable('agent_link').set({ spent_at: now }).where('id', '=', link.id).execute();
    await ctx.db
      .updateTable('agent_link')
      .set({ replaced_at: now })
      .where('agent_id', '=', link.agent_id)
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .execute();
    await ctx.db
      .updateTable('agent')
      .set({
        password_hash,
        password_set_at: now,
        failed_sign_in_count: 0,
        locked_until: null,
        updated_at: now,
      })
      .where('id', '=', link.agent_id)
      .execute();
    await recordChange(ctx, { record: 'agent', record_id: link.agent_id, act: 'password_chosen' });
    await endSessionsOf(ctx, { agent_id: link.agent_id });
    return admitAgent(ctx, { agent_id: link.agent_id, is_remembered: false, method: 'link' });
  });
}
