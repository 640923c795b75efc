import { type RawBuilder, sql } from 'kysely';
import { likePattern } from '#platform/database/like-pattern.ts';
import { e164OfPhone } from '#platform/fields/phone-e164.ts';
import type { CheckedCondition } from './check-condition.ts';
import { fieldSql } from './field-sql.ts';
import { portalStateSql } from './portal-state-sql.ts';
import type { Asking } from './ready-conditions.ts';

type Sql<T = unknown> = RawBuilder<T>;
type Asked = CheckedCondition & { asking: Asking };

/** Which contacts meet the conditions, as SQL over a row of `contact`: what it names beyond the row it looks up by key. */
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

function conditionSql(condition: Asked): Sql<boolean> {
  const { operator } = condition;
  if (operator === 'is_empty') return sql`not ${filled(condition)}`;
  if (operator === 'is_not_empty') return filled(condition);
  if (operator === 'is_not') return sql`not ${isOneOf(condition)}`;
  if (operator === 'is') return isOneOf(condition);
  return others[condition.asked.kind]!(condition);
}

function filled(condition: Asked): Sql<boolean> {
  const { kind } = condition.asked;
  if (kind === 'tags') return sql`(contact.tags <> '{}')`;
  if (kind === 'email') return sql`exists (select from contact_email where contact_id = contact.id)`;
  if (kind === 'company') return sql`exists (select from membership where contact_id = contact.id)`;
  return sql`(${fieldSql(condition.asked)} is not null)`;
}

/** True or false, never unknown: `is_not` means everybody else. */
function isOneOf(condition: Asked): Sql<boolean> {
  const { values, asked, asking } = condition;
  if (asked.custom_field_id !== undefined && asked.kind !== 'checkbox') return hasValue(condition);
  switch (asked.kind) {
    case 'checkbox':
      return isTicked(condition, values[0] === 'yes');
    case 'company':
      return memberOf(sql`company_id = any(${values.map(Number)}::bigint[])`);
    case 'email':
      return addressThat(sql`email = any(${lowered(values)}::text[])`);
    case 'phone':
      return isPhone(condition);
    case 'tags':
      return sql`exists (select from contact_tag where contact_id = contact.id and tag_key = any(${keysOf(values)}))`;
    case 'choice':
      if (asked.name === 'portal_state') return portalStateSql(values, asking.now);
      return sql`coalesce(${fieldSql(asked)} = any(${values}::text[]), false)`;
    default:
      return sql`coalesce(lower(${fieldSql(asked)}) = any(${lowered(values)}::text[]), false)`;
  }
}

/** By the index of the account's own fields, so that PostgreSQL may begin there. */
function hasValue({ values, asked: { custom_field_id, kind } }: Asked): Sql<boolean> {
  const compared =
    kind === 'number'
      ? sql`number_value = any(${values.map(Number)}::float8[])`
      : sql`value_key = any(${keysOf(values, kind)})`;
  return sql`exists (
    select from contact_field_value where contact_id = contact.id and field_id = ${custom_field_id} and ${compared})`;
}

const others: { [kind: string]: (condition: Asked) => Sql<boolean> } = {
  text: (condition) => likeAny(sql`lower(${fieldSql(condition.asked)})`, condition),
  paragraph: (condition) => likeAny(sql`lower(${fieldSql(condition.asked)})`, condition),
  email: (condition) => addressThat(likeAny(sql`email`, condition)),
  phone: containsDigits,
  number: (condition) => {
    const than = sql.raw(condition.operator === 'less_than' ? '<' : '>');
    return sql`(${fieldSql(condition.asked)}::float8 ${than} ${Number(condition.values[0])})`;
  },
  date: inDays,
  time: inTime,
  company: ({ values }) =>
    memberOf(sql`company_id = any(array(
      with recursive tree (id) as (
        select unnest(${values.map(Number)}::bigint[])
        union
        select company.id from tree join company on company.parent_company_id = tree.id
      ) select id from tree))`),
};

function likeAny(text: Sql, { operator, values }: Asked): Sql<boolean> {
  const patterns = lowered(values).map((value) => {
    const pattern = likePattern(value);
    return operator === 'starts_with' ? pattern.slice(1) : pattern;
  });
  return sql`(${text} like any(${patterns}::text[]))`;
}

function isTicked(condition: Asked, isWanted: boolean): Sql<boolean> {
  const ticked =
    condition.asked.name === 'is_blocked'
      ? sql`contact.blocked_at is not null`
      : sql`coalesce(${fieldSql(condition.asked)} = 'true', false)`;
  return isWanted ? sql`(${ticked})` : sql`(not (${ticked}))`;
}

/** The same number however it is typed; one that is none to the world by its digits. */
function isPhone({ values, asked, asking }: Asked): Sql<boolean> {
  const numbers = values.map((value) => e164OfPhone(value, asking.country));
  const others = values.filter((_, at) => numbers[at] === null).map(digitsIn);
  const typed = sql`coalesce(regexp_replace(${fieldSql(asked)}, '\\D', '', 'g') = any(${others.filter(Boolean)}::text[]), false)`;
  const e164 = sql.ref(`contact.${asked.name}_e164`);
  return sql`(coalesce(${e164} = any(${numbers.filter((number) => number !== null)}::text[]), false) or ${typed})`;
}

function containsDigits(condition: Asked): Sql<boolean> {
  const { values, asked } = condition;
  const patterns = values.map((value) => likePattern(digitsIn(value) || value));
  const e164: Sql = asked.custom_field_id === undefined ? sql.ref(`contact.${asked.name}_e164`) : sql`null`;
  const digits = sql`regexp_replace(concat_ws(' ', ${fieldSql(condition.asked)}, ${e164}), '[^0-9 ]', '', 'g')`;
  return sql`(${digits} like any(${patterns}::text[]))`;
}

/** A date of the account's own fields: days have no hour and no zone. */
function inDays(condition: Asked): Sql<boolean> {
  const { operator, values, asking } = condition;
  const date = sql`${fieldSql(condition.asked)}::date`;
  const today = sql`(${asking.now}::timestamptz at time zone ${asking.time_zone})::date`;
  const value = values[0]!;
  if (operator === 'on') return sql`(${date} = ${value}::date)`;
  if (operator === 'before') return sql`(${date} < ${value}::date)`;
  if (operator === 'after') return sql`(${date} > ${value}::date)`;
  const days = Number(value);
  const [first, last] = operator === 'last_days' ? [-days, 0] : [0, days];
  return sql`(${date} between ${today} + ${first}::int and ${today} + ${last}::int)`;
}

/** A moment: `on`, `before` and `after` mean the days of the account's zone. */
function inTime(condition: Asked): Sql<boolean> {
  const { operator, values, asking } = condition;
  const at = fieldSql(condition.asked);
  const value = values[0]!;
  const startOfDay = (days: number) =>
    sql`(((${value}::date + ${days}::int)::timestamp) at time zone ${asking.time_zone})`;
  if (operator === 'on') return sql`(${at} >= ${startOfDay(0)} and ${at} < ${startOfDay(1)})`;
  if (operator === 'before') return sql`(${at} < ${startOfDay(0)})`;
  if (operator === 'after') return sql`(${at} >= ${startOfDay(1)})`;
  const then = new Date(asking.now.getTime() - Number(value) * 86_400_000);
  return operator === 'last_days' ? sql`(${at} >= ${then})` : sql`(${at} < ${then})`;
}

function memberOf(company: Sql): Sql<boolean> {
  return sql`exists (select from membership where contact_id = contact.id and ${company})`;
}

function addressThat(matches: Sql): Sql<boolean> {
  return sql`exists (select from contact_email where contact_id = contact.id and ${matches})`;
}

/** Values as the indexes of tags and of the account's own fields compare them. */
export function keysOf(values: readonly string[], kind = 'text'): Sql {
  return sql`array(select field_value_key(value, ${kind}) from unnest(${values}::text[]) value)`;
}

function lowered(values: readonly string[]): string[] {
  return values.map((value) => value.toLowerCase());
}

function digitsIn(text: string): string {
  return text.replace(/\D/g, '');
}
