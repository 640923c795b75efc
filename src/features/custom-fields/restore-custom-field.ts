import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { findRepeatedValue, lockFieldValues, switchUnique } from './switch-unique.ts';

/**
 * Brings a deleted field back with the values that the records have kept. It is unique as before, unless two records have got
 * the same value meanwhile; says whether it lost that.
 */
export async function restoreCustomField(
  ctx: Context,
  { id }: { id: number },
): Promise<{ is_no_longer_unique: boolean }> {
  allow(ctx, 'custom_fields.edit');
  return inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const field = await db
      .selectFrom('custom_field')
      .select(['id', 'record', 'is_unique'])
      .where('id', '=', id)
      .where('deleted_at', 'is not', null)
      .executeTakeFirst();
    if (!field) throw new Failure('not_found', 'platform.not_found');
    if (field.is_unique) await lockFieldValues(ctx);
    const is_unique = field.is_unique && (await findRepeatedValue(ctx, field)) === null;
    if (is_unique) await switchUnique(ctx, field, true);
    const { numUpdatedRows } = await db
      .updateTable('custom_field')
      .set({ deleted_at: null, is_unique, updated_at: clock.now() })
      .where('id', '=', id)
      .where('deleted_at', 'is not', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Failure('not_found', 'platform.not_found');
    const is_no_longer_unique = field.is_unique && !is_unique;
    await recordChange(ctx, {
      record: 'custom_field',
      record_id: id,
      act: 'restored',
      ...(is_no_longer_unique && { changes: { is_unique: [true, false] } }),
    });
    return { is_no_longer_unique };
  });
}
