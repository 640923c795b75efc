import { type RawBuilder, sql } from 'kysely';
import { fieldSql } from '#features/lists/filter/field-sql.ts';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import type { ListedRecord, OrderSql } from '#features/lists/filter/listed-record.ts';

/** What a list is sorted by. */
export interface ListOrder extends Omit<OrderSql, 'byFalling'> {
  sort: string;
  /** An index holds the order: any number of records is quickly sorted. */
  isIndexed: boolean;
}

/** Before every number: records without one come first. */
const noNumber = sql`'-1e308'::float8`;
export const never = sql`'1970-01-01 00:00:00+00'::timestamptz`;

/**
 * A moment that may not have come: as the indexes have it. Under row-level security PostgreSQL looks up nothing by a `coalesce`,
 * of which it does not know that it tells nobody anything of another account's rows.
 */
export function timeOrNever(column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(case when ${column} is null then ${never} else ${column} end)`;
}

/**
 * The order that a sort asks for; by name where no field is called so. What has no value comes first, as if it were the least,
 * unless the record says otherwise.
 */
export function listOrder(
  record: ListedRecord,
  { sort, is_descending }: { sort: string; is_descending: boolean },
  fields: readonly FilterField[],
): ListOrder {
  const held = record.indexedOrders[sort];
  if (held) return { sort, ...held, isIndexed: true };
  const field = fields.find(({ name }) => name === sort);
  if (!field || field.kind === 'paragraph') return { sort: 'name', ...record.indexedOrders.name!, isIndexed: true };
  const { by, byFalling = by, kind } = record.elsewhere[sort]?.order ?? valueOrder(record, field);
  return { sort, by: is_descending ? byFalling : by, kind, isIndexed: false };
}

function valueOrder(record: ListedRecord, field: FilterField): OrderSql {
  const value = fieldSql(record, field);
  switch (field.kind) {
    case 'number':
      return { by: sql`coalesce(${value}::float8, ${noNumber})`, kind: 'number' };
    case 'time':
      return { by: timeOrNever(value), kind: 'time' };
    case 'checkbox':
      return { by: sql`coalesce(${value}, 'false') collate "C"`, kind: 'text' };
    default:
      return { by: sql`coalesce(lower(${value}::text), '') collate "C"`, kind: 'text' };
  }
}
