import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { keepAgentsWayIn } from './keep-agents-way-in.ts';

/**
 * Takes a provider away, with all that people were linked by; sessions that began with it go on. Needs `settings.edit`; fails as conflict where
 * agents have to use a provider and this is their last.
 */
export async function deleteProvider(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'settings.edit');
  await inTransaction(ctx, async (ctx) => {
    const gone = await ctx.db.deleteFrom('sign_in_provider').where('id', '=', id).returning('name').executeTakeFirst();
    if (!gone) throw new Failure('not_found', 'platform.not_found');
    await keepAgentsWayIn(ctx);
    const changes = { name: [gone.name, null] satisfies [string, null] };
    await recordChange(ctx, { record: 'sign_in_provider', record_id: id, act: 'deleted', changes });
  });
}
