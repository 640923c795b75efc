import { sql } from 'kysely';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import type { Context } from '#platform/context.ts';
import { type Keyset, type KeysetInput, keyset, type Page, type Place, pageOf } from '#platform/database/keyset.ts';
import { countFound, countOf, type ListCount } from './count-matching.ts';
import type { ListOrder } from './list-order.ts';
import type { MatchingRecords } from './matching-records.ts';

/** Rows of a list's page. */
export const pageSize = 50;

/** Records gone through for those that match before they are looked for another way. */
const walked = 20_000;

interface Asked<Row> extends KeysetInput {
  record: RecordName;
  order: Pick<ListOrder, 'by' | 'kind'>;
  is_descending: boolean;
  /** The rows of these records in the order of the ids. */
  rowsOf(ids: readonly number[]): Promise<Row[]>;
  walk?: Walk | undefined;
}

/**
 * How records that match and are many are looked for: among the first thousands of all `through` which the order goes, and where
 * few of them are there, as of a tag that an import gave to the last, among those `indexed`.
 */
export interface Walk {
  through: MatchingRecords;
  indexed: MatchingRecords;
}

interface Found {
  id: number;
  place: unknown;
}

/** A page of the records that match, in the order of a column or an expression of theirs. */
export async function sortedPage<Row extends { id: number }>(
  matching: MatchingRecords,
  { record, order, rowsOf, walk, ...asked }: Asked<Row>,
): Promise<Page<Row>> {
  const id = sql<number>`${sql.ref(`${record}.id`)}`;
  const places = keyset(asked, { column: order.by, id, kind: order.kind, isDescending: asked.is_descending });
  const placesOf = (records: MatchingRecords) =>
    records
      .select([id.as('id'), order.by.as('place')])
      .where(places.condition)
      .orderBy(places.order);
  const pageIn = (records: MatchingRecords): Promise<Found[]> =>
    placesOf(records)
      .limit(pageSize + 1)
      .execute();
  const edge = walk && (await placesOf(walk.through).offset(walked).limit(1).executeTakeFirst());
  const near =
    edge && (await pageIn(matching.where(places.upTo({ value: edge.place as Place['value'], id: edge.id }))));
  const found = near && near.length > pageSize ? near : await pageIn(edge && walk ? walk.indexed : matching);
  return pageOfFound(found, places, rowsOf);
}

/**
 * The same of records that have been found, and how many of them match. Each is looked up by its key: given the choice,
 * PostgreSQL goes through the whole order for 3,000 of a million.
 */
export async function foundPage<Row extends { id: number }>(
  ctx: Context,
  matching: MatchingRecords,
  { record, order, rowsOf, ids, ...asked }: Omit<Asked<Row>, 'walk'> & { ids: readonly number[] },
): Promise<{ page: Page<Row>; count: ListCount }> {
  const id = sql<number>`${sql.ref(`${record}.id`)}`;
  const places = keyset(asked, { column: 'place', id: 'id', kind: order.kind, isDescending: asked.is_descending });
  const kept = matching
    .select([id.as('id'), order.by.as('place')])
    .where(sql<boolean>`${id} = found.id`)
    .offset(0);
  const { rows: found } = await sql<Found & { count: number }>`
    with kept as materialized (
      select kept.* from unnest(${ids}::bigint[]) as found (id) cross join lateral (${kept}) as kept)
    select (select count(*) from kept) as count, id, place from kept
    where ${places.condition} order by ${places.order} limit ${pageSize + 1}`.execute(ctx.db);
  const isPastEnd = !found[0] && places.place !== null;
  const count = isPastEnd ? await countFound(ctx, matching, { record, ids }) : countOf(found[0]?.count ?? 0);
  return { page: await pageOfFound(found, places, rowsOf), count };
}

async function pageOfFound<Row extends { id: number }>(
  found: readonly Found[],
  places: Keyset,
  rowsOf: (ids: readonly number[]) => Promise<Row[]>,
): Promise<Page<Row>> {
  const placed = new Map(found.map(({ id, place }) => [id, place as Place['value']]));
  const rows = await rowsOf([...placed.keys()]);
  return pageOf(rows, places, { size: pageSize, placeOf: ({ id }) => ({ value: placed.get(id)!, id }) });
}
