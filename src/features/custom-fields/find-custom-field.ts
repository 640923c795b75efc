import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { type CustomField, customFieldOfRow } from './custom-field.ts';

/** One field that is not deleted, by its id. */
export async function findCustomField(ctx: Context, { id }: { id: number }): Promise<CustomField> {
  allow(ctx, 'contacts.view');
  const row = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('custom_field').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst(),
  );
  if (!row) throw new Failure('not_found', 'platform.not_found');
  return customFieldOfRow(row);
}
