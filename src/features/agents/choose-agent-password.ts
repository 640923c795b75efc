import { findAccount } from '#features/accounts/find-account.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import { endSessionsOf } from '#features/sessions/end-sessions-of.ts';
import { checkPassword } from '#platform/check-password.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { invalid } from '#platform/failure.ts';
import { hashPassword } from '#platform/passwords.ts';
import type { linkLife } from './agent.ts';
import { findAgentLink } from './find-agent-link.ts';

/**
 * Spends a mailed link: its agent gets the password he chose and is signed in. Accepting an invitation and replacing a
 * forgotten password are the same act. All his other sessions and links end, and so does a lock by wrong passwords.
 * Fails as expired for a dead link and as invalid for a weak password, which spends nothing.
 */
export async function chooseAgentPassword(
  ctx: Context,
  { purpose, token, password }: { purpose: keyof typeof linkLife; token: string; password: string },
): Promise<NewSession> {
  const { name, email } = await findAgentLink(ctx, { purpose, token });
  const account = await findAccount(ctx);
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
        last_sign_in_at: now,
        updated_at: now,
      })
      .where('id', '=', link.agent_id)
      .execute();
    await recordChange(ctx, { record: 'agent', record_id: link.agent_id, act: 'password_chosen' });
    await endSessionsOf(ctx, { agent_id: link.agent_id });
    return createSession(ctx, { agent_id: link.agent_id, is_remembered: false });
  });
}
