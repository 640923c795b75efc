import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type StartedBulkAction, startBulkAction } from './start-bulk-action.ts';

/**
 * Invites the contacts that an import has added, as a bulk action with its two minutes to call it back; null where it has
 * added nobody. For imports whose tick asks for it; needs `contacts.bulk`.
 */
export async function inviteImported(
  ctx: Context,
  { import_id }: { import_id: number },
): Promise<StartedBulkAction | null> {
  return inTransaction(ctx, async (ctx) => {
    const added = await ctx.db
      .selectFrom('contact')
      .select('id')
      .where('created_by_import_id', '=', import_id)
      .where('deleted_at', 'is', null)
      .limit(1)
      .execute();
    if (added.length === 0) return null;
    return startBulkAction(ctx, { act: 'invite', selection: { created_by_import_id: import_id } });
  });
}
