import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type CustomField, type CustomisedRecord, customFieldOfRow } from './custom-field.ts';

/**
 * An account's own fields of a record, in their order. All of them: there are at most `maxCustomFields`. What fields there are
 * says nothing of any company, so whoever sees contacts may know.
 */
export async function listCustomFields(ctx: Context, { record }: { record: CustomisedRecord }): Promise<CustomField[]> {
  allow(ctx, 'contacts.view');
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('custom_field')
      .selectAll()
      .where('record', '=', record)
      .where('deleted_at', 'is', null)
      .orderBy('position')
      .orderBy('id')
      .execute(),
  );
  return rows.map(customFieldOfRow);
}
