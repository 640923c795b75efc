import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { findCustomField } from './find-custom-field.ts';
import { lockFieldValues, switchUnique } from './switch-unique.ts';

/** Takes a field out of forms, lists and files. The records keep its values unseen, so that `restoreCustomField` loses nothing. */
export async function deleteCustomField(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'custom_fields.edit');
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const field = await findCustomField(ctx, { id });
    if (field.is_unique) {
      // Nobody could see, or mend, what a deleted field refuses.
      await lockFieldValues(ctx);
      await switchUnique(ctx, field, false);
    }
    const { numUpdatedRows } = await ctx.db
      .updateTable('custom_field')
      .set({ deleted_at: now, updated_at: now })
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Failure('not_found', 'platform.not_found');
    await recordChange(ctx, { record: 'custom_field', record_id: id, act: 'deleted' });
  });
}
