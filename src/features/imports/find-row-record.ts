import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { createdPairs } from './engine/created-pairs.ts';
import type { ImportedRecord } from './import.ts';

/** The contact or company that a row of an import's run has created or changed, in the running transaction. Fails as not_found. */
export async function findRowRecord(
  { db }: Context,
  { id, record, row_number }: { id: number; record: ImportedRecord; row_number: number },
): Promise<number> {
  const { rows } = await sql<{ record_id: number }>`
    select ${sql.ref(`${record}_id`)} as record_id from import_row
    where import_id = ${id} and phase = 'run' and row_number = ${row_number} and outcome in ('created', 'updated')
    union all
    select pairs.record_id from import_chunk k cross join lateral ${createdPairs}
    where k.import_id = ${id} and k.phase = 'run' and ${row_number} between k.first_row and k.last_row
      and pairs.row_number = ${row_number}
    limit 1`.execute(db);
  const found = rows[0];
  if (!found) throw new Failure('not_found', 'imports.row_did_nothing');
  return found.record_id;
}
