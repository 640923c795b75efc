import { sql } from 'kysely';
import type { ImportedRecord } from '#features/imports/import.ts';
import type { Context } from '#platform/context.ts';
import type { RunStretch } from './undo-work.ts';

/**
 * The stretches of a run in which something was done to a contact or company, in the order of the file, in the running transaction; those
 * that an undo of the whole has dealt with before it stopped are left out.
 */
export async function listRecordStretches(
  { db }: Context,
  { import_id, record, record_id }: { import_id: number; record: ImportedRecord; record_id: number },
): Promise<{ created: RunStretch[]; changed: RunStretch[] }> {
  const stretches = (part: 'created' | 'changed') => sql<RunStretch>`
    select k.position, k.first_row, k.last_row, k.finished_at from import_chunk k
    where k.import_id = ${import_id} and k.phase = 'run'
      and not exists (
        select from import_undo_chunk u
        where u.import_id = ${import_id} and u.part = ${part} and u.position = k.position)
      and (${part === 'created' ? sql`k.created_ids @> ${record_id}::bigint or` : sql``} exists (
        select from import_row r
        where r.import_id = ${import_id} and r.phase = 'run' and ${sql.ref(`r.${record}_id`)} = ${record_id}
          and r.row_number between k.first_row and k.last_row
          and ${part === 'created' ? sql`r.outcome = 'created'` : sql`r.changes is not null`}))
    order by k.position`;
  const created = await stretches('created').execute(db);
  const changed = await stretches('changed').execute(db);
  return { created: created.rows, changed: changed.rows };
}
