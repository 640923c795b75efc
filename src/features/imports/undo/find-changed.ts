import { sql } from 'kysely';
import { type RunStretch, type UndoWork, undoAccountOf } from './undo-work.ts';

/**
 * Finds what a stretch has changed of records that were there before the import, field by field, into `changed`, and locks
 * them unless it is only looked at. What was put back by itself before is left out, and so are records that the import
 * created.
 *
 * Everything is planned, on purpose, from the rows of the stretch to what each of them meets ("lateral … offset 0"): right
 * after a run nothing is known yet of what the tables hold, and any other order may look cheap and take for ever.
 */
export async function findChanged(work: UndoWork, { first_row, last_row }: RunStretch): Promise<void> {
  const { db, import_id, record, record_id, at, isPreview } = work;
  const account = undoAccountOf(work);
  const table = sql.table(record);
  const id = sql.ref(`${record}_id`);
  await sql`
    insert into changed
    select r.${id}, e.field, min(r.row_number), (array_agg(e.pair -> 0 order by r.row_number))[1],
      (array_agg(e.pair -> 1 order by r.row_number desc))[1]
    from (
      select ${id}, row_number, changes from import_row
      where account_id = ${account} and import_id = ${import_id} and phase = 'run'
        and row_number between ${first_row} and ${last_row} and changes is not null
        and ${record_id === null ? sql`true` : sql`${id} = ${record_id}`}
      offset 0) r
    cross join lateral (
      select created_by_import_id from ${table} where account_id = ${account} and id = r.${id} offset 0) c
    left join lateral (
      select fields from import_undo_record
      where account_id = ${account} and import_id = ${import_id} and record = ${sql.lit(record)} and record_id = r.${id}
        and at < ${at}
      offset 0) u on true
    cross join lateral jsonb_each(r.changes) e (field, pair)
    where c.created_by_import_id is distinct from ${import_id}
      and (u.fields -> e.field ->> 'state') is distinct from 'back'
    group by r.${id}, e.field`.execute(db);
  if (isPreview) {
    // Later stretches were looked at before, and will be undone by then.
    await sql`
      delete from changed g using foretold f where f.${id} = g.${id} and f.field = g.field`.execute(db);
    await sql`insert into foretold select ${id}, field from changed`.execute(db);
  } else {
    await sql`
      select from ${table} where account_id = ${account} and id in (select ${id} from changed)
      order by id for update`.execute(db);
  }
  await sql`analyze changed`.execute(db);
}
