import { sql } from 'kysely';
import { type UndoWork, undoAccountOf } from './undo-work.ts';

/**
 * Writes down, from `created` and `changed`, which records stay and why, in full or in some fields. Where only one record
 * is undone also what went and what went back: the undo of the whole must not do that again.
 */
export async function noteUndone(work: UndoWork): Promise<void> {
  const { db, at, import_id, record, record_id } = work;
  const id = sql.ref(`${record}_id`);
  const key = sql`${undoAccountOf(work)}, ${import_id}::bigint, ${record}::text`;
  const isTold = record_id === null ? sql`reason is not null` : sql`true`;
  await sql`
    insert into import_undo_record (account_id, import_id, record, record_id, row_number, outcome, reason, at)
    select ${key}, ${id}, row_number, case when reason is null then 'removed' else 'kept' end, reason, ${at}::timestamptz
    from created where ${isTold} order by ${id}
    on conflict (account_id, import_id, record, record_id) do update
    set outcome = excluded.outcome, reason = excluded.reason, at = excluded.at`.execute(db);
  if (record_id === null) {
    // What stayed when it was undone by itself, and goes now that nothing keeps it any more.
    await sql`
      delete from import_undo_record u using created g
      where u.account_id = ${undoAccountOf(work)} and u.import_id = ${import_id} and u.record = ${record}
        and u.record_id = ${sql.ref(`g.${record}_id`)} and g.reason is null and u.outcome = 'kept'`.execute(db);
  }
  // What a later stretch could not give back for a reason of its own is not what an earlier one has left: that says nothing new.
  const fields = sql`coalesce(told.fields, '{}') || (
    select jsonb_object_agg(field, case
      when now ->> 'state' = 'changed' and coalesce(told.fields -> field ->> 'state', 'back') not in ('back', 'changed')
      then (told.fields -> field) || jsonb_build_object('before', now -> 'before') else now end)
    from jsonb_each(excluded.fields) e (field, now))`;
  await sql`
    insert into import_undo_record as told (account_id, import_id, record, record_id, row_number, outcome, fields, at)
    select ${key}, ${id}, min(row_number), case when count(reason) = 0 then 'restored' else 'kept' end,
      jsonb_object_agg(field, jsonb_build_object('state', coalesce(reason, 'back'), 'before', before, 'after', after)),
      ${at}::timestamptz
    from changed where ${isTold} group by ${id} order by ${id}
    on conflict (account_id, import_id, record, record_id) do update
    set fields = ${fields}, at = excluded.at, outcome =
      case when jsonb_path_exists(${fields}, '$.* ? (@.state != "back")') then 'kept' else 'restored' end`.execute(db);
}
