import { sql } from 'kysely';
import { isNotPutBack, isSince } from './log-conditions.ts';
import { type RunStretch, type UndoWork, undoAccountOf } from './undo-work.ts';

/**
 * Finds which fields of the records in `changed` somebody has changed since, into `touched`, as the change log has it.
 * Entries are told apart by their ids: of two changes of one record the later one has the higher id, whenever their
 * transactions began. What another import has changed and its undo has put back was not touched. The import's own entry is
 * looked up by its record: by its import, every stretch would read the entries of all the others.
 */
export async function findTouched(work: UndoWork, { finished_at }: RunStretch): Promise<void> {
  const { db, import_id, record, since } = work;
  const account = undoAccountOf(work);
  const id = sql.ref(`${record}_id`);
  const isOfRecord = sql`account_id = ${account} and record = ${sql.lit(record)} and record_id = g.${id}`;
  await sql`
    insert into logged
    select g.${id}, l.id from (select distinct ${id} from changed offset 0) g
    cross join lateral (
      select max(id) as id from change_log
      where ${isOfRecord} and at = ${finished_at} and import_id is not distinct from ${import_id}
        and act = 'import_updated'
      offset 0) l
    where l.id is not null`.execute(db);
  await sql`analyze logged`.execute(db);
  await sql`
    insert into touched
    select distinct l.record_id, k.field
    from (select g.${id}, o.id from (select distinct ${id} from changed) g join logged o using (${id}) offset 0) g
    cross join lateral (
      select id, record_id, import_id, changes from change_log
      where ${isOfRecord} and ${isSince(since)} and id > g.id
        and import_id is distinct from ${import_id} and act <> 'import_undone' and changes is not null
      offset 0) l
    cross join lateral jsonb_object_keys(l.changes) k (field)
    where ${isNotPutBack(account, record, since)}`.execute(db);
}
