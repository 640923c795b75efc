import { type RawBuilder, sql } from 'kysely';
import { likePattern } from '#platform/database/like-pattern.ts';
import { fieldSql } from './field-sql.ts';
import type { AskedCondition } from './listed-record.ts';
import type { Asking } from './ready-conditions.ts';

type Sql<T = unknown> = RawBuilder<T>;

/**
 * Which records meet the conditions, as SQL over a row of their table: what it names beyond the row it looks up by key, for each
 * row that is looked at. "offset 0" keeps PostgreSQL from reading all who have a value and sorting them for a page of fifty.
 */
export function conditionsSql(asking: Asking): Sql<boolean> {
  if (asking.groups.length === 0) return sql`false`;
  const groups = asking.groups.map(
    (group) =>
      sql`(${sql.join(
        group.map((condition) => conditionSql({ ...condition, asking })),
        sql` and `,
      )})`,
  );
  return sql`(${sql.join(groups, sql` or `)})`;
}

function conditionSql(condition: AskedCondition): Sql<boolean> {
  const { operator } = condition;
  if (operator === 'is_empty') return sql`not ${filled(condition)}`;
  if (operator === 'is_not_empty') return filled(condition);
  return operator === 'is_not' ? sql`not ${met({ ...condition, operator: 'is' })}` : met(condition);
}

function filled({ asked, asking: { record } }: AskedCondition): Sql<boolean> {
  return record.elsewhere[asked.name]?.isFilled ?? sql`(${fieldSql(record, asked)} is not null)`;
}

/** True or false, never unknown: `is_not` means everybody else. */
function met(condition: AskedCondition): Sql<boolean> {
  const { asked, asking, operator } = condition;
  const own = asking.record.elsewhere[asked.name]?.meets?.(condition);
  return own ?? (operator === 'is' ? isOneOf(condition) : others[asked.kind]!(condition));
}

function isOneOf(condition: AskedCondition): Sql<boolean> {
  const { values, asked, asking } = condition;
  const value = fieldSql(asking.record, asked);
  if (asked.kind === 'checkbox') {
    const isTicked = sql<boolean>`coalesce(${value} = 'true', false)`;
    return values[0] === 'yes' ? isTicked : sql`(not ${isTicked})`;
  }
  if (asked.custom_field_id !== undefined) return hasValue(condition);
  if (asked.kind === 'choice') return sql`coalesce(${value} = any(${values}::text[]), false)`;
  return sql`coalesce(lower(${value}) = any(${lowered(values)}::text[]), false)`;
}

function hasValue({ values, asked: { custom_field_id, kind }, asking: { record } }: AskedCondition): Sql<boolean> {
  const compared =
    kind === 'number'
      ? sql`number_value = any(${values.map(Number)}::float8[])`
      : sql`value_key = any(${keysOf(values, kind)})`;
  return sql`exists (
    select from ${sql.table(`${record.name}_field_value`)}
    where ${sql.ref(`${record.name}_id`)} = ${sql.ref(`${record.name}.id`)} and field_id = ${custom_field_id} and ${compared}
    offset 0)`;
}

const others: { [kind: string]: (condition: AskedCondition) => Sql<boolean> } = {
  text: (condition) => likeAny(sql`lower(${valueSql(condition)})`, condition),
  paragraph: (condition) => likeAny(sql`lower(${valueSql(condition)})`, condition),
  phone: (condition) => containsDigits(valueSql(condition), condition),
  number: (condition) => {
    const than = sql.raw(condition.operator === 'less_than' ? '<' : '>');
    return sql`(${valueSql(condition)}::float8 ${than} ${Number(condition.values[0])})`;
  },
  date: inDays,
  time: (condition) => inTime(condition, valueSql(condition)),
};

function valueSql({ asked, asking }: AskedCondition): Sql {
  return fieldSql(asking.record, asked);
}

/** Whether a text, in small letters, holds any of the values or begins with one. */
export function likeAny(text: Sql, { operator, values }: Pick<AskedCondition, 'operator' | 'values'>): Sql<boolean> {
  const patterns = lowered(values).map((value) => {
    const pattern = likePattern(value);
    return operator === 'starts_with' ? pattern.slice(1) : pattern;
  });
  return sql`(${text} like any(${patterns}::text[]))`;
}

/** Whether the digits of a text hold those of any of the values, whatever stands between them. */
export function containsDigits(text: Sql, { values }: Pick<AskedCondition, 'values'>): Sql<boolean> {
  const patterns = values.map((value) => likePattern(digitsIn(value) || value));
  return sql`(regexp_replace(${text}, '[^0-9 ]', '', 'g') like any(${patterns}::text[]))`;
}

/** A date: days have no hour and no zone. */
function inDays(condition: AskedCondition): Sql<boolean> {
  const { operator, values, asking } = condition;
  const date = sql`${valueSql(condition)}::date`;
  const today = todaySql(asking);
  const value = values[0]!;
  if (operator === 'on') return sql`(${date} = ${value}::date)`;
  if (operator === 'before') return sql`(${date} < ${value}::date)`;
  if (operator === 'after') return sql`(${date} > ${value}::date)`;
  const days = Number(value);
  const [first, last] = operator === 'last_days' ? [-days, 0] : [0, days];
  return sql`(${date} between ${today} + ${first}::int and ${today} + ${last}::int)`;
}

/** The account's day. */
export function todaySql({ now, time_zone }: Asking): Sql {
  return sql`(${now}::timestamptz at time zone ${time_zone})::date`;
}

/** Whether a moment is when a condition says: `on`, `before` and `after` mean the days of the account's zone. */
export function inTime({ operator, values, asking }: AskedCondition, at: Sql): Sql<boolean> {
  const value = values[0]!;
  const startOfDay = (days: number) =>
    sql`(((${value}::date + ${days}::int)::timestamp) at time zone ${asking.time_zone})`;
  if (operator === 'on') return sql`(${at} >= ${startOfDay(0)} and ${at} < ${startOfDay(1)})`;
  if (operator === 'before') return sql`(${at} < ${startOfDay(0)})`;
  if (operator === 'after') return sql`(${at} >= ${startOfDay(1)})`;
  const then = new Date(asking.now.getTime() - Number(value) * 86_400_000);
  return operator === 'last_days' ? sql`(${at} >= ${then})` : sql`(${at} < ${then})`;
}

/** Values as the indexes of tags and of the account's own fields compare them. */
export function keysOf(values: readonly string[], kind = 'text'): Sql {
  return sql`array(select field_value_key(value, ${kind}) from unnest(${values}::text[]) value)`;
}

/** Values as a column in small letters has them. */
export function lowered(values: readonly string[]): string[] {
  return values.map((value) => value.toLowerCase());
}

/** A text's digits. */
export function digitsIn(text: string): string {
  return text.replace(/\D/g, '');
}
