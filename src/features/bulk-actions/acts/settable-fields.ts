import { contactFields } from '#features/contacts/contact.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import type { Context } from '#platform/context.ts';
import type { Field } from '#platform/fields/field.ts';

/** What tells one contact from the others, so that many never get the same, and what has acts of its own. */
const leftOut = new Set(['name', 'email', 'other_emails', 'company', 'tags']);

export const ownPrefix = 'custom_fields.';

/** Fields that can be set for many contacts at once; an account's own under `custom_fields.<name>`. */
export async function listSettableFields(ctx: Context): Promise<Field[]> {
  const builtIn = (contactFields as readonly Field[]).filter(({ name, is_unique }) => !is_unique && !leftOut.has(name));
  const own = (await listCustomFields(ctx, { record: 'contact' })).map(fieldOfCustomField);
  const settable = own.filter(({ is_unique }) => !is_unique);
  return [...builtIn, ...settable.map((field) => ({ ...field, name: ownPrefix + field.name }))];
}
