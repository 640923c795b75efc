import { sql } from 'kysely';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import { type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import type { ListOrder } from './list-order.ts';
import type { MatchingRecords } from './matching-records.ts';

/** Rows of a list's page. */
export const pageSize = 50;

interface Asked<Row> extends KeysetInput {
  record: RecordName;
  order: Pick<ListOrder, 'by' | 'kind'>;
  is_descending: boolean;
  /** The rows of these records in the order of the ids. */
  rowsOf(ids: readonly number[]): Promise<Row[]>;
}

/** A page of the records that match, in the order of a column or an expression of theirs. */
export async function sortedPage<Row extends { id: number }>(
  matching: MatchingRecords,
  { record, order, rowsOf, ...asked }: Asked<Row>,
): Promise<Page<Row>> {
  const id = sql<number>`${sql.ref(`${record}.id`)}`;
  const places = keyset(asked, { column: order.by, id, kind: order.kind, isDescending: asked.is_descending });
  const found = await matching
    .select([id.as('id'), order.by.as('place')])
    .where(places.condition)
    .orderBy(places.order)
    .limit(pageSize + 1)
    .execute();
  const placed = new Map(found.map(({ id, place }) => [id, place as string | number | Date]));
  const rows = await rowsOf([...placed.keys()]);
  return pageOf(rows, places, { size: pageSize, placeOf: ({ id }) => ({ value: placed.get(id)!, id }) });
}
