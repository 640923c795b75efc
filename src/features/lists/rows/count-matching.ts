import { sql } from 'kysely';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import type { Context } from '#platform/context.ts';
import { databaseOfPool } from '#platform/database/database.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { MatchingRecords } from './matching-records.ts';

/** Counting goes this far, since nobody reads further and every list would wait for it. */
export const countedTo = 10_000;

/** How long a page waits for its count, in milliseconds. */
const countMs = 25;
/** PostgreSQL's word for a statement that took longer than it may. */
const tookTooLong = '57014';

/**
 * How many records a list has; `is_exact` is false for "10,000+", `is_pending` true where not even that is known yet and the
 * page asks for it once its rows are there.
 */
export interface ListCount {
  count: number;
  is_exact: boolean;
  is_pending?: boolean;
}

/** A count that may have stopped one beyond the limit. */
export function countOf(count: number, isExact = false): ListCount {
  return isExact || count <= countedTo ? { count, is_exact: true } : { count: countedTo, is_exact: false };
}

/** How many records match, up to 10,000; `isExact` counts them all. */
export async function countMatching(
  { db }: Context,
  matching: MatchingRecords,
  { isExact = false } = {},
): Promise<ListCount> {
  const rows = matching.select(sql.lit(1).as('one'));
  const { count } = await db
    .selectFrom((isExact ? rows : rows.limit(countedTo + 1)).as('counted'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return countOf(count, isExact);
}

/**
 * What `count` says if it says so while a page can wait, else null: rows are found by an index and are there at once, while
 * records that two conditions share may have to be looked at one by one. On a connection of its own, to be asked beside the
 * rows; not within a transaction, which would hold one while it waits for another.
 */
export async function countInTime(
  ctx: Context,
  count: (ctx: Context) => Promise<ListCount | null>,
): Promise<ListCount | null> {
  if (ctx.db.client) throw new Error('a page is counted beside its rows, not within their transaction');
  try {
    return await inTransaction({ ...ctx, db: databaseOfPool(ctx.db.pool) }, async (ctx) => {
      await ctx.db.client!.query(`set local statement_timeout = ${countMs}`);
      return count(ctx);
    });
  } catch (error) {
    if ((error as { code?: string }).code !== tookTooLong) throw error;
    return null;
  }
}

/** A count that may not have come in time, of a list that shows so many records. */
export function atLeast(count: ListCount | null, shown: number): ListCount {
  return count ?? { count: shown, is_exact: false, is_pending: true };
}

/**
 * How many of the records found still match. One look-up by key for each: given the choice, PostgreSQL reads a whole index
 * instead, whose last column the id is (50 ms against 4 for 1,600 of 200,000).
 */
export async function countFound(
  { db }: Context,
  matching: MatchingRecords,
  { record, ids }: { record: RecordName; ids: readonly number[] },
): Promise<ListCount> {
  const { count } = await db
    .selectFrom(sql<{ id: number }>`unnest(${ids}::bigint[])`.as<'found'>(sql`found (id)`))
    .innerJoinLateral(
      matching
        .select(sql.lit(1).as('one'))
        .where(sql<boolean>`${sql.ref(`${record}.id`)} = found.id`)
        .offset(0)
        .as('kept'),
      (join) => join.onTrue(),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return countOf(count);
}
