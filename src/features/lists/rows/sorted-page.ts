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
  { walk, ...asked }: Asked<Row>,
): Promise<Page<Row>> {
  const { places, pageIn, near } = walker(asked);
  const found = walk && (await near(matching, walk.through, walked));
  if (found && found.length > pageSize) return pageOfFound(found, places, asked.rowsOf);
  return pageOfFound(await pageIn(found && walk ? walk.indexed : matching), places, asked.rowsOf);
}

/** The same, if the first `steps` of all `through` which the order goes fill a page, else null. */
export async function nearPage<Row extends { id: number }>(
  matching: MatchingRecords,
  { through, steps, ...asked }: Omit<Asked<Row>, 'walk'> & { through: MatchingRecords; steps: number },
): Promise<Page<Row> | null> {
  const { places, near } = walker(asked);
  const found = await near(matching, through, steps);
  return found && found.length > pageSize ? pageOfFound(found, places, asked.rowsOf) : null;
}

/** How an order is gone through. */
function walker({ record, order, ...asked }: Pick<Asked<never>, 'record' | 'order' | 'is_descending'> & KeysetInput) {
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
  /** What a page would show of those that match among the first so many; null where there are no more than those. */
  const near = async (matching: MatchingRecords, through: MatchingRecords, steps: number): Promise<Found[] | null> => {
    const edge = await placesOf(through).offset(steps).limit(1).executeTakeFirst();
    return edge ? pageIn(matching.where(places.upTo({ value: edge.place as Place['value'], id: edge.id }))) : null;
  };
  return { places, pageIn, near };
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
