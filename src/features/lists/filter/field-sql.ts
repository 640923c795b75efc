import { type RawBuilder, sql } from 'kysely';
import type { FilterField } from './filter-field.ts';
import type { ListedRecord } from './listed-record.ts';

/** What of a row of the record's table holds a field: its column, or the text of a custom field's value. */
export function fieldSql(
  record: Pick<ListedRecord, 'name' | 'elsewhere'>,
  { name, custom_field_id }: Pick<FilterField, 'name' | 'custom_field_id'>,
): RawBuilder<unknown> {
  if (custom_field_id !== undefined) {
    return sql`(${sql.ref(`${record.name}.custom_fields`)} ->> ${name.slice('custom_fields.'.length)})`;
  }
  return record.elsewhere[name]?.value ?? sql.ref(`${record.name}.${name}`);
}
