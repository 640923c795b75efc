import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Field } from '#platform/fields/field.ts';
import { customFieldOfRow } from './custom-field.ts';

/** An account's own field as customers meet it: required where they must fill it in. */
export interface ShownField {
  field: Field;
  is_editable: boolean;
}

/**
 * The account's own fields of contacts that customers see, in their order. One that they only read comes without its
 * choices, which are nothing that it shows.
 */
export async function listShownFields(ctx: Context): Promise<ShownField[]> {
  allowContact(ctx);
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('custom_field')
      .selectAll()
      .where('record', '=', 'contact')
      .where('is_shown_to_customers', '=', true)
      .where('deleted_at', 'is', null)
      .orderBy('position')
      .orderBy('id')
      .execute(),
  );
  return rows.map((row) => {
    const { name, kind, labels, choices, is_editable_by_customers, is_required_for_customers } = customFieldOfRow(row);
    const read = { name, kind, label: labels };
    return is_editable_by_customers
      ? { field: { ...read, choices, is_required: is_required_for_customers }, is_editable: true }
      : { field: read, is_editable: false };
  });
}
