import { contactColumnsOf } from '#features/contacts/contact-columns.ts';
import type { Context } from '#platform/context.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { customNameOf } from './contact-merge.ts';

/** Writes fields of a contact as they come out of another one, in the running transaction: built-in columns, and the account's own with `custom_fields.` before the name. */
export async function writeFields(
  { db }: Context,
  { id }: { id: number },
  values: Readonly<Record<string, FieldValue>>,
): Promise<void> {
  if (Object.keys(values).length === 0) return;
  const { country } = await db.selectFrom('account').select('country').executeTakeFirstOrThrow();
  const { custom_fields: former } = await db
    .selectFrom('contact')
    .select('custom_fields')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const custom = { ...(former as Record<string, FieldValue>) };
  for (const [ref, value] of Object.entries(values)) {
    const name = customNameOf(ref);
    if (name === null) continue;
    if (value === null) delete custom[name];
    else custom[name] = value;
  }
  await db
    .updateTable('contact')
    .set({ ...contactColumnsOf(values, country), custom_fields: JSON.stringify(custom) })
    .where('id', '=', id)
    .execute();
}
