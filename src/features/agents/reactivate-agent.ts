import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/** Lets a deactivated colleague in again, with the password and the role he had. */
export async function reactivateAgent(ctx: Context, { agent_id }: { agent_id: number }): Promise<void> {
  allow(ctx, 'agents.edit');
  await inTransaction(ctx, async (ctx) => {
    const changed = await ctx.db
      .updateTable('agent')
      .set({ deactivated_at: null, failed_sign_in_count: 0, locked_until: null, updated_at: ctx.clock.now() })
      .where('id', '=', agent_id)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Failure('not_found', 'platform.not_found');
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'reactivated' });
  });
}
