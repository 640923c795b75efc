import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { keepAgentsWayIn } from './keep-agents-way-in.ts';

/**
 * Says whether agents have to sign in by a provider. Then no password lets an agent in but the owner's, who so comes back when the provider is
 * down or set up wrong. Needs `settings.edit`; fails as conflict while agents have no provider.
 */
export async function requireAgentProvider(ctx: Context, { is_required }: { is_required: boolean }): Promise<void> {
  allow(ctx, 'settings.edit');
  await inTransaction(ctx, async (ctx) => {
    const changed = await ctx.db
      .updateTable('account')
      .set({ is_agent_provider_required: is_required, updated_at: ctx.clock.now() })
      .where('is_agent_provider_required', '<>', is_required)
      .returning('id')
      .executeTakeFirst();
    if (!changed) return;
    await keepAgentsWayIn(ctx);
    const act = is_required ? 'provider_required' : 'provider_not_required';
    await recordChange(ctx, { record: 'account', record_id: changed.id, act });
  });
}
