import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { likePattern } from '#platform/database/like-pattern.ts';
import { foldText } from '#platform/fields/fold-text.ts';
import { isSyllable } from '#platform/fields/hangul.ts';
import { piecesOfWord } from '#platform/fields/search-pieces.ts';
import type { CheckedCondition } from './check-condition.ts';
import { keysOf, todaySql } from './condition-sql.ts';
import type { Asking } from './ready-conditions.ts';

type Sql = RawBuilder<unknown>;

/** Few enough to look no further for a condition that leaves fewer. */
const fewEnough = 200;
/** PostgreSQL finds no shorter piece of a word by its index. */
const shortestPiece = 3;
const shortestHangul = 2;

/**
 * The records who alone can meet the conditions, told by an index in every group, at most `most`; null where more could, or
 * where a group asks for nothing that has an index. They are still to be checked: an index knows one condition only, and
 * may know deleted records too.
 */
export async function indexedMatches(ctx: Context, asking: Asking, most: number): Promise<number[] | null> {
  const narrowed = new Set<number>();
  for (const group of asking.groups) {
    const ids = await narrowGroup(ctx, { group, asking, most });
    if (!ids) return null;
    for (const id of ids) narrowed.add(id);
    if (narrowed.size > most) return null;
  }
  return [...narrowed];
}

async function narrowGroup(
  ctx: Context,
  { group, asking, most }: { group: CheckedCondition[]; asking: Asking; most: number },
): Promise<number[] | null> {
  let fewest: number[] | null = null;
  for (const condition of group) {
    const found = indexed(condition, asking);
    if (!found) continue;
    const wanted: number = fewest?.length ?? most;
    // As one array: ten thousand rows would take longer to read than to find. Nobody needs those of whom there are too many.
    const { rows } = await sql<{ ids: number[] | null }>`
      with found as materialized (select id from (${found}) as found (id) limit ${wanted + 1})
      select case when (select count(*) from found) <= ${wanted} then array(select id from found) end as ids`.execute(
      ctx.db,
    );
    const { ids } = rows[0]!;
    if (ids) fewest = ids;
    if (fewest && fewest.length <= fewEnough) break;
  }
  return fewest;
}

/**
 * The same as SQL, however many they are: of each group what the first of its conditions tells that has an index. Null where a
 * group has none.
 */
export function indexedIds(asking: Asking): Sql | null {
  const groups = asking.groups.map((group) => {
    for (const condition of group) {
      const found = indexed(condition, asking);
      if (found) return found;
    }
    return null;
  });
  return groups.length === 0 || groups.includes(null) ? null : sql.join(groups as Sql[], sql` union all `);
}

/**
 * What tells exactly the records that meet all conditions, each once, though deleted ones too: who is in the indexes of all of
 * them. Null where one of several groups is enough, or an index tells no more than who may meet a condition.
 */
export function exactIds(asking: Asking): { ids: Sql; isOfOne: boolean } | null {
  const [group, another] = asking.groups;
  if (!group || another) return null;
  const [first, ...others] = group.map((condition) => (isExact(condition, asking) ? indexed(condition, asking) : null));
  if (!first || others.includes(null)) return null;
  const isIn = (index: Sql | null) =>
    sql`exists (select from (${index}) as other (id) where other.id = told.id offset 0)`;
  const inAll = sql.join([sql`true`, ...others.map(isIn)], sql` and `);
  return { ids: sql`select id from (${first}) as told (id) where ${inAll}`, isOfOne: others.length === 0 };
}

function isExact({ operator, values, asked }: CheckedCondition, { record }: Asking): boolean {
  const isOwn = asked.custom_field_id !== undefined;
  return isOwn || (operator === 'is' && values.length === 1 && !record.toldLoosely.has(asked.name));
}

function indexed(condition: CheckedCondition, asking: Asking): Sql | null {
  const isOwn = condition.asked.custom_field_id !== undefined;
  return isOwn ? byValue(condition, asking) : asking.record.indexed(condition, asking);
}

/**
 * All words of a value somewhere among the words of a record: more than are meant, never fewer. `found` is what the search's
 * index finds by these patterns. Null where a word is too short for it.
 */
export function bySearch(
  values: readonly string[],
  found: (patterns: { likes: string[]; pieces: string[] }) => Sql,
): Sql | null {
  const searches = values.map((value) => {
    const words = foldText(value).split(/\s+/).filter(Boolean);
    const isFindable = (word: string) =>
      [...word].length >= ([...word].every(isSyllable) ? shortestHangul : shortestPiece);
    if (words.length === 0 || !words.every(isFindable)) return null;
    const pieces = words.flatMap((word) => piecesOfWord([...word], false)).filter((piece) => !piece.startsWith('^'));
    return found({ likes: words.map(likePattern), pieces });
  });
  return searches.includes(null) ? null : sql.join(searches as Sql[], sql` union all `);
}

function byValue({ operator, values, asked }: CheckedCondition, asking: Asking): Sql | null {
  const { name } = asking.record;
  const of = sql`
    select ${sql.ref(`${name}_id`)} from ${sql.table(`${name}_field_value`)} where field_id = ${asked.custom_field_id}`;
  if (operator === 'is' && asked.kind === 'checkbox')
    return values[0] === 'yes' ? sql`${of} and value_key = 'true'` : null;
  if (asked.kind === 'number') return byNumber(of, operator, values);
  if (asked.kind === 'date') return byDate(of, { operator, value: values[0]! }, asking);
  if (operator !== 'is') return null;
  return sql`${of} and value_key = any(${keysOf(values, asked.kind)})`;
}

function byNumber(of: Sql, operator: CheckedCondition['operator'], values: readonly string[]): Sql | null {
  if (operator === 'is') return sql`${of} and number_value = any(${values.map(Number)}::float8[])`;
  if (operator === 'less_than') return sql`${of} and number_value < ${Number(values[0])}::float8`;
  return operator === 'more_than' ? sql`${of} and number_value > ${Number(values[0])}::float8` : null;
}

function byDate(
  of: Sql,
  { operator, value }: { operator: CheckedCondition['operator']; value: string },
  asking: Asking,
): Sql | null {
  const today = todaySql(asking);
  switch (operator) {
    case 'on':
      return sql`${of} and date_value = ${value}::date`;
    case 'before':
      return sql`${of} and date_value < ${value}::date`;
    case 'after':
      return sql`${of} and date_value > ${value}::date`;
    case 'last_days':
      return sql`${of} and date_value between ${today} - ${Number(value)}::int and ${today}`;
    case 'next_days':
      return sql`${of} and date_value between ${today} and ${today} + ${Number(value)}::int`;
    default:
      return null;
  }
}
