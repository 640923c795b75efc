import { type RawBuilder, sql } from 'kysely';

/**
 * The rows of a stretch of a run that created a record and the records they created, out of the ranges and arrays that an
 * `import_chunk k` keeps: what may stand behind `cross join lateral`, with the columns `row_number` and `record_id`.
 */
export const createdPairs: RawBuilder<unknown> = sql`unnest(
  array(select n from unnest(k.created_rows) r, generate_series(lower(r), upper(r) - 1) n order by n),
  array(select n from unnest(k.created_ids) r, generate_series(lower(r), upper(r) - 1) n order by n)
) pairs (row_number, record_id)`;
