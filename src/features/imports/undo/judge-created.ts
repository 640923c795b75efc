import { sql } from 'kysely';
import { createdPairs } from '#features/imports/engine/created-pairs.ts';
import { isNotPutBack, isSince } from './log-conditions.ts';
import { type RunStretch, type UndoWork, undoAccountOf } from './undo-work.ts';

/** What happens to a contact without anybody having changed him: it does not keep him. */
const harmlessActs = ['invited', 'link_copied', 'invitation_cancelled'];

/**
 * Finds the contacts that a stretch has created and that are still there, into `created`, and decides who stays: whoever has
 * activated his access, or was changed since by anything but this import. What an import undone since has changed and put
 * back does not count. Later features that refer to contacts add their reason here; a test compares the list with the
 * database's references.
 */
export async function judgeCreated(work: UndoWork, { position, first_row, last_row }: RunStretch): Promise<void> {
  const { db, import_id, record_id: contact_id, since, isPreview } = work;
  const account = undoAccountOf(work);
  await sql`
    insert into created
    select c.id, min(made.row_number), null from (
      select pairs.row_number, pairs.record_id as contact_id from import_chunk k cross join lateral ${createdPairs}
      where k.account_id = ${account} and k.import_id = ${import_id} and k.phase = 'run' and k.position = ${position}
      union all
      select row_number, contact_id from import_row
      where account_id = ${account} and import_id = ${import_id} and phase = 'run' and outcome = 'created'
        and row_number between ${first_row} and ${last_row}
    ) made
    cross join lateral (
      select id, created_by_import_id from contact where account_id = ${account} and id = made.contact_id offset 0) c
    where c.created_by_import_id = ${import_id} and ${contact_id === null ? sql`true` : sql`made.contact_id = ${contact_id}`}
    group by c.id`.execute(db);
  await sql`analyze created`.execute(db);
  if (!isPreview) {
    await sql`
      select from contact where account_id = ${account} and id in (select contact_id from created)
      order by id for update`.execute(db);
  }
  await sql`
    update created g set reason = 'activated' from contact c
    where c.account_id = ${account} and c.id = g.contact_id and (c.portal_access = 'active' or c.activated_at is not null)`.execute(
    db,
  );
  await sql`
    update created g set reason = 'edited' from (
      select distinct l.record_id from (
        select id, record_id, act, import_id, changes from change_log
        where account_id = ${account} and record = 'contact' and ${isSince(since)}
          and record_id between (select min(contact_id) from created) and (select max(contact_id) from created)
          and import_id is distinct from ${import_id} and act <> 'import_undone' and act <> all (${harmlessActs})
        offset 0) l
      where l.act <> 'import_updated'
        or exists (select from jsonb_object_keys(l.changes) k (field) where ${isNotPutBack(account, 'contact', since)})
    ) edited
    where g.contact_id = edited.record_id and g.reason is null`.execute(db);
}
