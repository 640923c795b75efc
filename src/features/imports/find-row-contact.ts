import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/** The contact whom a row of an import's run has created or changed, in the running transaction. Fails as not_found. */
export async function findRowContact(
  { db }: Context,
  { id, row_number }: { id: number; row_number: number },
): Promise<number> {
  const { rows } = await sql<{ contact_id: number }>`
    select contact_id from import_row
    where import_id = ${id} and phase = 'run' and row_number = ${row_number} and outcome in ('created', 'updated')
    union all
    select made.contact_id from import_chunk k cross join lateral unnest(
      array(select n from unnest(k.created_rows) r, generate_series(lower(r), upper(r) - 1) n order by n),
      array(select n from unnest(k.created_ids) r, generate_series(lower(r), upper(r) - 1) n order by n)
    ) made (row_number, contact_id)
    where k.import_id = ${id} and k.phase = 'run' and ${row_number} between k.first_row and k.last_row
      and made.row_number = ${row_number}
    limit 1`.execute(db);
  const found = rows[0];
  if (!found) throw new Failure('not_found', 'imports.row_did_nothing');
  return found.contact_id;
}
