import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/** Ends a colleague's lock by wrong passwords before its time and counts anew; nothing to do for one who is not locked. */
export async function unlockAgent(ctx: Context, { agent_id }: { agent_id: number }): Promise<void> {
  allow(ctx, 'agents.edit');
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const agent = await ctx.db
      .selectFrom('agent')
      .select('locked_until')
      .where('id', '=', agent_id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!agent) throw new Failure('not_found', 'platform.not_found');
    if (!agent.locked_until || agent.locked_until <= now) return;
    await ctx.db
      .updateTable('agent')
      .set({ failed_sign_in_count: 0, locked_until: null, updated_at: now })
      .where('id', '=', agent_id)
      .execute();
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'unlocked' });
  });
}
