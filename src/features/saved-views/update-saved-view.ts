import { changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { findOwnView } from './find-own-view.ts';
import { readSavedView } from './read-saved-view.ts';

/** Changes what is given of a view: its name, whether it is shared, what it shows. Fails like `createSavedView`. */
export async function updateSavedView(
  ctx: Context,
  { id, ...given }: { id: number } & Readonly<Partial<Record<'name' | 'is_shared' | 'query', RawValue>>>,
): Promise<void> {
  allow(ctx, 'contacts.view');
  await inTransaction(ctx, async (ctx) => {
    const { name, is_shared, query } = await findOwnView(ctx, id);
    const before = { name, is_shared, query };
    const after = readSavedView({ ...before, ...given });
    if (after.is_shared && !is_shared) allow(ctx, 'views.share');
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length === 0) return;
    await ctx.db
      .updateTable('saved_view')
      .set({ ...after, updated_at: ctx.clock.now() })
      .where('id', '=', id)
      .execute()
      .catch(conflict('saved_view_name', 'saved_views.name_taken', 'name'));
    await recordChange(ctx, { record: 'saved_view', record_id: id, act: 'updated', changes });
  });
}
