import { type RawBuilder, sql } from 'kysely';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import { type KeysetInput, keyset, type Page, type Place, pageOf } from '#platform/database/keyset.ts';
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
  total: number | null;
}

/** A page of the records that match, in the order of a column or an expression of theirs. */
export async function sortedPage<Row extends { id: number }>(
  matching: MatchingRecords,
  asked: Asked<Row>,
): Promise<Page<Row>> {
  return (await readPage(matching, asked, noTotal)).page;
}

/** The same where so few match that they are counted on the way: how many they are, null where the page is not the first. */
export async function countedPage<Row extends { id: number }>(
  matching: MatchingRecords,
  asked: Asked<Row>,
): Promise<{ page: Page<Row>; total: number | null }> {
  const isFirst = !asked.after && !asked.before;
  return readPage(matching, asked, isFirst ? sql<number>`count(*) over ()` : noTotal);
}

const noTotal = sql<number | null>`null::bigint`;

async function readPage<Row extends { id: number }>(
  matching: MatchingRecords,
  { record, order, rowsOf, walk, ...asked }: Asked<Row>,
  total: RawBuilder<number | null>,
): Promise<{ page: Page<Row>; total: number | null }> {
  const id = sql<number>`${sql.ref(`${record}.id`)}`;
  const places = keyset(asked, { column: order.by, id, kind: order.kind, isDescending: asked.is_descending });
  const placesOf = (records: MatchingRecords) =>
    records
      .select([id.as('id'), order.by.as('place'), total.as('total')])
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
  const placed = new Map(found.map(({ id, place }) => [id, place as Place['value']]));
  const rows = await rowsOf([...placed.keys()]);
  const page = pageOf(rows, places, { size: pageSize, placeOf: ({ id }) => ({ value: placed.get(id)!, id }) });
  return { page, total: found[0] ? found[0].total : total === noTotal ? null : 0 };
}
