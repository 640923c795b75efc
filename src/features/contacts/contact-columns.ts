import type { Updateable } from 'kysely';
import type { ContactRow } from '#platform/database/tables.generated.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { e164OfPhone } from '#platform/fields/phone-e164.ts';
import { sortKey } from '#platform/fields/sort-key.ts';
import { contactColumns } from './contact.ts';

/** The columns of `contact` for the fields that were given, with what is told from them: sort key and E.164 forms. */
export function contactColumnsOf(
  values: Readonly<Record<string, FieldValue>>,
  country: string,
): Updateable<ContactRow> {
  const columns: Record<string, FieldValue> = {};
  for (const name of contactColumns) {
    const value = values[name];
    if (value === undefined) continue;
    columns[name] = name === 'tags' ? (value ?? []) : value;
    if (name === 'name') columns.sort_key = sortKey(value as string);
    if (name === 'phone' || name === 'mobile') columns[`${name}_e164`] = value && e164OfPhone(value as string, country);
  }
  return columns as Updateable<ContactRow>;
}
