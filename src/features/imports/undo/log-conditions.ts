import { type RawBuilder, sql } from 'kysely';
import type { ImportedRecord } from '#features/imports/import.ts';

/**
 * Entries of the change log, alone in a statement's scope or as `l`, that are not older. Written so that no index is chosen for
 * it: of what was logged just now nothing is known yet, and "newer than this" would look like the one good way in.
 */
export function isSince(since: Date): RawBuilder<boolean> {
  return sql`at + interval '0' >= ${since}`;
}

/** Whether the undo of the import that made the entry `l` has not put the field `k.field` back. */
export function isNotPutBack(account: RawBuilder<number>, record: ImportedRecord, since: Date): RawBuilder<boolean> {
  return sql`not exists (
    select from (
      select id, act, import_id, changes from change_log
      where account_id = ${account} and record = ${record} and record_id = l.record_id and ${isSince(since)} offset 0) u
    where u.act = 'import_undone' and u.import_id = l.import_id and u.id > l.id and jsonb_exists(u.changes, k.field))`;
}
