import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { findOwnView } from './find-own-view.ts';
import type { SavedView } from './saved-view.ts';

/** Deletes a view and gives what it was, so that `createSavedView` can bring it back. The records that it showed are not touched. */
export async function deleteSavedView(ctx: Context, { id }: { id: number }): Promise<SavedView> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    const view = await findOwnView(ctx, id);
    await ctx.db.deleteFrom('saved_view').where('id', '=', id).execute();
    await recordChange(ctx, { record: 'saved_view', record_id: id, act: 'deleted' });
    return view;
  });
}
