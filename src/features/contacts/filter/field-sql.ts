import { type RawBuilder, sql } from 'kysely';
import type { FilterField } from './filter-field.ts';

/** What of a row of `contact` holds a field: its column, or the text of a custom field's value. */
export function fieldSql({
  name,
  custom_field_id,
}: Pick<FilterField, 'name' | 'custom_field_id'>): RawBuilder<unknown> {
  if (custom_field_id === undefined) return sql.ref(`contact.${name}`);
  return sql`(contact.custom_fields ->> ${name.slice('custom_fields.'.length)})`;
}
