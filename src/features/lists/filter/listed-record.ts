import type { RawBuilder } from 'kysely';
import type { CustomField } from '#features/custom-fields/custom-field.ts';
import type { CheckedCondition } from './check-condition.ts';
import type { FilterField } from './filter-field.ts';
import type { Asking } from './ready-conditions.ts';

/** A condition with all that it is asked with. */
export type AskedCondition = CheckedCondition & { asking: Asking };

/** The records that have lists, as their tables are called. */
export type RecordName = 'contact' | 'company';

/** What a list narrows: a table, its fields, and how those are asked that are no columns of it. */
export interface ListedRecord {
  name: RecordName;
  /** Every field by which it is narrowed: built-in ones, its states and the account's own, all alike. */
  fieldsOf(custom: readonly CustomField[]): FilterField[];
  /** By the field's name: what of it is not as the kind of the field and its column have it. */
  elsewhere: Readonly<Record<string, FieldElsewhere>>;
  /** By the field's name: the orders that an index holds, that of `name` among them. */
  indexedOrders: Readonly<Record<string, OrderSql>>;
  /**
   * The ids of the records that meet a condition on a built-in field as an index tells them, in one column: more than are meant
   * perhaps, never fewer. Null where no index does.
   */
  indexed(condition: CheckedCondition, asking: Asking): RawBuilder<unknown> | null;
  /** Built-in fields of which `indexed` tells more than are meant even for one value that they are to be. */
  toldLoosely: ReadonlySet<string>;
}

/** What records are sorted by: an expression over a row of their table that is never null, and what it gives. */
export interface OrderSql {
  by: RawBuilder<unknown>;
  /** Instead of `by` in a list that falls, where records without a value come last either way. */
  byFalling?: RawBuilder<unknown>;
  kind: 'text' | 'number' | 'time';
}

/** All of it as SQL over a row of the record's table. */
export interface FieldElsewhere {
  /** The value, instead of the column of the field's name. */
  value?: RawBuilder<unknown>;
  /** What it is sorted by, instead of the value. */
  order?: OrderSql;
  /** Whether there is one: true or false, never unknown. */
  isFilled?: RawBuilder<boolean>;
  /** Whether it meets a condition, true or false; null where that is asked as of any field of the kind. `is_not` is asked as not `is`. */
  meets?(condition: AskedCondition): RawBuilder<boolean> | null;
}
