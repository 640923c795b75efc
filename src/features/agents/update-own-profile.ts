import { changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import type { AgentCaller, Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readAgentFields } from './agent.ts';
import { allowAgent } from './allow-agent.ts';

/** Changes the caller's own name and language. His address and role are for an admin. */
export async function updateOwnProfile(ctx: Context, given: Readonly<Record<string, RawValue>>): Promise<void> {
  const { agent_id }: AgentCaller = allowAgent(ctx);
  const { values, problems } = readAgentFields(['name', 'language'], given, { is_new: false });
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  await inTransaction(ctx, async (ctx) => {
    const own = ctx.db.selectFrom('agent').select(['name', 'language']).where('id', '=', agent_id).forUpdate();
    const changes = changesBetween(await own.executeTakeFirstOrThrow(), values);
    if (Object.keys(changes).length === 0) return;
    await ctx.db
      .updateTable('agent')
      .set({ ...values, updated_at: ctx.clock.now() })
      .where('id', '=', agent_id)
      .execute();
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'updated', changes });
  });
}
