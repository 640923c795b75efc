import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Field } from '#platform/fields/field.ts';
import { customFieldOfRow } from './custom-field.ts';

/**
 * The account's own fields that customers have to fill in, in their order: what a form asks of somebody who is no contact
 * yet. Anybody at the door may know them. One whose value only one contact may have is left out: a refusal would tell a stranger
 * that somebody has it.
 */
export async function listAskedFields(ctx: Context): Promise<Field[]> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('custom_field')
      .selectAll()
      .where('record', '=', 'contact')
      .where('is_required_for_customers', '=', true)
      .where('is_unique', '=', false)
      .where('deleted_at', 'is', null)
      .orderBy('position')
      .orderBy('id')
      .execute(),
  );
  return rows
    .map(customFieldOfRow)
    .map(({ name, kind, labels, choices }) => ({ name, kind, label: labels, choices, is_required: true }));
}
