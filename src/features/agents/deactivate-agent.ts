import { recordChange } from '#features/change-log/record-change.ts';
import { endSessionsOf } from '#features/sessions/end-sessions-of.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { keepAnAdmin } from './keep-an-admin.ts';
import { revokeAgentLinks } from './revoke-agent-links.ts';

/**
 * Shuts a colleague out at once: his sessions end, his mailed links die and he can't sign in; what he did stays his. The last admin can't be
 * deactivated (conflict), by himself neither.
 */
export async function deactivateAgent(ctx: Context, { agent_id }: { agent_id: number }): Promise<void> {
  allow(ctx, 'agents.edit');
  await inTransaction(ctx, async (ctx) => {
    await keepAnAdmin(ctx, { but: agent_id });
    const now = ctx.clock.now();
    const changed = await ctx.db
      .updateTable('agent')
      .set((row) => ({ deactivated_at: row.fn.coalesce('deactivated_at', row.val(now)), updated_at: now }))
      .where('id', '=', agent_id)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Failure('not_found', 'platform.not_found');
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'deactivated' });
    await endSessionsOf(ctx, { agent_id });
    await revokeAgentLinks(ctx, { agent_id });
  });
}
