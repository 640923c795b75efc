import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { createdPairs } from './engine/created-pairs.ts';
import type { ImportedRecord } from './import.ts';
import type { ListedImportRow } from './list-import-rows.ts';

/** Stretches looked through at once: nearly always the first one has enough. */
const atOnce = 2;

/**
 * Rows of a run that created a contact or company, in the order of the file: `limit` of them behind the row `after`, or the last ones
 * before the row `before`. A run keeps them as ranges, stretch by stretch.
 */
export async function listCreatedRows(
  ctx: Context,
  {
    id,
    record = 'contact',
    after = 0,
    before,
    limit = 50,
  }: { id: number; record?: ImportedRecord; after?: number; before?: number; limit?: number },
): Promise<ListedImportRow[]> {
  allow(ctx, 'imports.run');
  return inTransaction(ctx, async ({ db }) => {
    const isBackwards = before !== undefined;
    const direction = sql.raw(isBackwards ? 'desc' : 'asc');
    const found: ListedImportRow[] = [];
    for (let place: number | null = before ?? after; place !== null && found.length < limit; ) {
      const { rows } = await sql<{ last_row: number; first_row: number }>`
        select first_row, last_row from import_chunk
        where import_id = ${id} and phase = 'run' and created_count > 0
          and ${isBackwards ? sql`first_row < ${place}` : sql`last_row > ${place}`}
        order by position ${direction} limit ${atOnce}`.execute(db);
      const [nearest, farthest] = [rows[0], rows.at(-1)];
      if (!nearest || !farthest) break;
      const [low, high]: [number, number] = isBackwards
        ? [farthest.first_row, Math.min(place - 1, nearest.last_row)]
        : [Math.max(place + 1, nearest.first_row), farthest.last_row];
      const { rows: created } = await createdBetween({ id, record }, low, high, {
        direction,
        limit: limit - found.length,
      }).execute(db);
      found.push(...created);
      place = rows.length < atOnce ? null : isBackwards ? low : high;
    }
    return isBackwards ? found.reverse() : found;
  });
}

function createdBetween(
  { id, record }: { id: number; record: ImportedRecord },
  low: number,
  high: number,
  { direction, limit }: { direction: ReturnType<typeof sql.raw>; limit: number },
) {
  return sql<ListedImportRow>`
    select made.row_number, null::integer as line_number, 'created' as outcome, c.id as record_id, c.name as record_name,
      null as changes, null as problems, null as warnings, null as cells, u.outcome as undone
    from (
      select pairs.row_number, pairs.record_id from import_chunk k cross join lateral ${createdPairs}
      where k.import_id = ${id} and k.phase = 'run' and k.first_row <= ${high} and k.last_row >= ${low}
      union
      select row_number, ${sql.ref(`${record}_id`)} from import_row
      where import_id = ${id} and phase = 'run' and outcome = 'created' and row_number between ${low} and ${high}
    ) made
    left join ${sql.table(record)} c on c.id = made.record_id
    left join import_undo_record u on u.import_id = ${id} and u.record = ${record} and u.record_id = made.record_id
    where made.row_number between ${low} and ${high}
    order by made.row_number ${direction} limit ${limit}`;
}
