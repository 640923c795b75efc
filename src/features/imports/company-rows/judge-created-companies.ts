import { type RawBuilder, sql } from 'kysely';
import { createdPairs } from '#features/imports/engine/created-pairs.ts';
import { isNotPutBack, isSince } from '#features/imports/undo/log-conditions.ts';
import { type UndoWork, undoAccountOf } from '#features/imports/undo/undo-work.ts';

/**
 * Finds the companies that an import has created and that are still there, into `created`, and decides which stay: those that
 * have members, were changed since by anything but this import, or stand above one that stays. All at once, since one keeps
 * another across stretches. A company that was there before and that the import has put below a created one keeps it only
 * where it will not go back. Later features that refer to companies add their reason here.
 */
export async function judgeCreatedCompanies(work: UndoWork): Promise<void> {
  await findCreated(work);
  const { db, isPreview, record_id } = work;
  const account = undoAccountOf(work);
  if (!isPreview) {
    await sql`
      select from company where account_id = ${account} and id in (select company_id from created) order by id for update`.execute(
      db,
    );
  }
  await sql`
    update created g set reason = 'has_members' where exists (
      select from membership m where m.account_id = ${account} and m.company_id = g.company_id offset 0)`.execute(db);
  await sql`update created g set reason = 'edited' where reason is null and ${isTouched(work, sql`g.company_id`)}`.execute(
    db,
  );
  const staysBelow = record_id === null ? linkStays(work) : sql`true`;
  await sql`
    -- One look at all children: a look for each parent would be planned as if any company had some.
    update created g set reason = 'has_children' from (
      select distinct parent_company_id as id from (
        select id, parent_company_id, created_by_import_id from company
        where account_id = ${account} and parent_company_id is not null
          and parent_company_id in (select company_id from created where reason is null)
        offset 0) k
      where ${staysBelow} offset 0) parent
    where g.company_id = parent.id and g.reason is null`.execute(db);
  await sql`
    with recursive kept (id) as (
      select company_id from created where reason is not null
      union
      select u.parent_company_id from kept cross join lateral (
        select parent_company_id from company where account_id = ${account} and id = kept.id offset 0) u
      where u.parent_company_id is not null)
    update created g set reason = 'has_children' where reason is null and company_id in (select id from kept)`.execute(
    db,
  );
}

async function findCreated(work: UndoWork): Promise<void> {
  const { db, import_id, record_id } = work;
  const account = undoAccountOf(work);
  const isWanted = record_id === null ? sql`true` : sql`c.id = ${record_id}`;
  await sql`
    insert into created
    select c.id, min(made.row_number), null from (
      select pairs.row_number, pairs.record_id from import_chunk k cross join lateral ${createdPairs}
      where k.account_id = ${account} and k.import_id = ${import_id} and k.phase = 'run'
      union all
      select row_number, company_id from import_row
      where account_id = ${account} and import_id = ${import_id} and phase = 'run' and outcome = 'created'
    ) made
    cross join lateral (
      select id, created_by_import_id from company where account_id = ${account} and id = made.record_id offset 0) c
    where c.created_by_import_id = ${import_id} and ${isWanted}
    group by c.id`.execute(db);
  // Parents that no row of the file was about.
  await sql`
    insert into created
    select c.id, null, null from company c
    where c.account_id = ${account} and c.created_by_import_id = ${import_id} and ${isWanted}
    on conflict do nothing`.execute(db);
  await sql`analyze created`.execute(db);
}

/** Whether a company was changed since by anything but this import, in one field or in any. */
function isTouched(work: UndoWork, company: RawBuilder<unknown>): RawBuilder<boolean> {
  const { import_id, since } = work;
  const account = undoAccountOf(work);
  return sql`exists (
      select from (
        select id, record_id, act, import_id, changes from change_log
        where account_id = ${account} and record = 'company' and record_id = ${company} and ${isSince(since)}
          and import_id is distinct from ${import_id} and act <> 'import_undone'
        offset 0) l
      where l.act <> 'import_updated'
        or exists (select from jsonb_object_keys(l.changes) k (field) where ${isNotPutBack(account, 'company', since)}))`;
}

/** Whether a company `k` stays below a created one: this import has not put it there, or it was put there anew since. */
function linkStays(work: UndoWork): RawBuilder<boolean> {
  const { import_id, since } = work;
  const account = undoAccountOf(work);
  return sql`k.created_by_import_id is distinct from ${import_id} and not exists (
        select from (
          select (r.parent ->> 'after')::bigint as after from import_row r
          where r.account_id = ${account} and r.import_id = ${import_id} and r.company_id = k.id and r.phase = 'run'
            and r.changes is not null and r.parent is not null
          order by r.row_number desc limit 1) r
        where r.after = k.parent_company_id
          and not exists (
            select from (
              select id, record_id, act, import_id, changes from change_log
              where account_id = ${account} and record = 'company' and record_id = k.id and ${isSince(since)}
                and import_id is distinct from ${import_id} and act <> 'import_undone' and jsonb_exists(changes, 'parent_company')
              offset 0) l
            cross join (values ('parent_company')) k (field)
            where l.id > (
                select max(o.id) from change_log o
                where o.account_id = ${account} and o.record = 'company' and o.record_id = l.record_id and o.import_id = ${import_id}
                  and jsonb_exists(o.changes, 'parent_company'))
              and ${isNotPutBack(account, 'company', since)}))`;
}
