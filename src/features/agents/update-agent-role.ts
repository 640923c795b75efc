import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { type Role, roles } from '#platform/rights.ts';
import { keepAnAdmin } from './keep-an-admin.ts';
import { revokeAgentLinks } from './revoke-agent-links.ts';

/**
 * Gives a colleague another role; it counts from his next request on. Links that were mailed for the former role die; an
 * invitation has to be sent again. The last admin keeps his (conflict).
 */
export async function updateAgentRole(
  ctx: Context,
  { agent_id, role }: { agent_id: number; role: string },
): Promise<void> {
  allow(ctx, 'agents.edit');
  if (!isRole(role)) throw new Failure('invalid', 'platform.not_a_choice', { field: 'role', values: { value: role } });
  await inTransaction(ctx, async (ctx) => {
    if (role !== 'admin') await keepAnAdmin(ctx, { but: agent_id });
    const before = await ctx.db
      .selectFrom('agent')
      .select('role')
      .where('id', '=', agent_id)
      .forUpdate()
      .executeTakeFirst();
    if (!before) throw new Failure('not_found', 'platform.not_found');
    if (before.role === role) return;
    await ctx.db.updateTable('agent').set({ role, updated_at: ctx.clock.now() }).where('id', '=', agent_id).execute();
    await revokeAgentLinks(ctx, { agent_id });
    const changes = { role: [before.role, role] as [string, string] };
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'updated', changes });
  });
}

function isRole(role: string): role is Role {
  return roles.includes(role as Role);
}
