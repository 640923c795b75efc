import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type CustomField, customFieldOfRow } from './custom-field.ts';

export interface DeletedField extends CustomField {
  deleted_at: Date;
}

/** The account's own fields that were deleted and can come back, the latest first. */
export async function listDeletedFields(ctx: Context): Promise<DeletedField[]> {
  allow(ctx, 'custom_fields.edit');
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('custom_field')
      .selectAll()
      .where('deleted_at', 'is not', null)
      .orderBy('deleted_at', 'desc')
      .orderBy('id', 'desc')
      .execute(),
  );
  return rows.map((row) => ({ ...customFieldOfRow(row), deleted_at: row.deleted_at! }));
}
