import { type RawBuilder, sql } from 'kysely';
import { fieldSql } from '#features/lists/filter/field-sql.ts';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import type { ListedRecord } from '#features/lists/filter/listed-record.ts';
import type { FieldValue } from '#platform/fields/field.ts';

/** The values of fields by their names, of a row of the record's table, but for those that a list's rows carry anyway. */
export function columnValues(
  record: ListedRecord,
  columns: readonly FilterField[],
  carried: ReadonlySet<string>,
): RawBuilder<Record<string, FieldValue>> {
  const asked = columns.filter(({ name }) => !carried.has(name));
  const named = asked.flatMap((field) => [sql`${field.name}::text`, valueSql(record, field)]);
  return sql`jsonb_build_object(${sql.join(named)})`;
}

function valueSql(record: ListedRecord, field: FilterField): RawBuilder<unknown> {
  if (field.custom_field_id !== undefined) {
    return sql`${sql.ref(`${record.name}.custom_fields`)} -> ${field.name.slice('custom_fields.'.length)}`;
  }
  const value = fieldSql(record, field);
  return field.kind === 'checkbox' ? sql`(${value})::boolean` : value;
}
