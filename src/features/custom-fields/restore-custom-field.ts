import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/** Brings a deleted field back with the values that the records have kept. */
export async function restoreCustomField(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'custom_fields.edit');
  await inTransaction(ctx, async (ctx) => {
    const { numUpdatedRows } = await ctx.db
      .updateTable('custom_field')
      .set({ deleted_at: null, updated_at: ctx.clock.now() })
      .where('id', '=', id)
      .where('deleted_at', 'is not', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Failure('not_found', 'platform.not_found');
    await recordChange(ctx, { record: 'custom_field', record_id: id, act: 'restored' });
  });
}
