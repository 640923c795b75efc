import { sql } from 'kysely';
import { type UndoWork, undoAccountOf } from './undo-work.ts';

/** Companies that are dealt with in one transaction. */
const atOnce = 5_000;

/**
 * Removes companies that the import has created, from those behind `after` on: whoever has no members, no child companies and
 * was not changed since goes for good; what stays is written down. Gives how many went and where to go on, null at the end.
 */
export async function removeCompanies(
  work: UndoWork,
  after: number,
): Promise<{ removed_count: number; last_id: number | null }> {
  const { db, at, import_id } = work;
  const account = undoAccountOf(work);
  const ids = await companiesBehind(work, after);
  if (ids.length === 0) return { removed_count: 0, last_id: null };
  await sql`
    select from company where account_id = ${account} and id = any (${ids}::bigint[]) order by id for update`.execute(
    db,
  );
  const { numAffectedRows } = await sql`
    delete from company k
    where k.account_id = ${account} and k.id = any (${ids}::bigint[]) and ${whyCompanyStays(work)} is null`.execute(db);
  await sql`
    insert into import_undo_record (account_id, import_id, record, record_id, outcome, reason, at)
    select ${account}, ${import_id}::bigint, 'company', k.id, 'kept', ${whyCompanyStays(work)}, ${at}::timestamptz
    from company k where k.account_id = ${account} and k.id = any (${ids}::bigint[]) order by k.id
    on conflict (account_id, import_id, record, record_id) do update set reason = excluded.reason, at = excluded.at`.execute(
    db,
  );
  return { removed_count: Number(numAffectedRows ?? 0n), last_id: ids.length < atOnce ? null : ids.at(-1)! };
}

async function companiesBehind(work: UndoWork, after: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from company
    where account_id = ${undoAccountOf(work)} and created_by_import_id = ${work.import_id} and id > ${after}
    order by id limit ${atOnce}`.execute(work.db);
  return rows.map(({ id }) => id);
}

/** Why a company `k` stays, as SQL; null where nothing keeps it. */
function whyCompanyStays(work: UndoWork) {
  const account = undoAccountOf(work);
  return sql<string | null>`case
    when exists (select from membership m where m.account_id = ${account} and m.company_id = k.id) then 'has_members'
    when exists (select from company child where child.account_id = ${account} and child.parent_company_id = k.id)
      then 'has_children'
    when exists (
      select from change_log l
      where l.account_id = ${account} and l.record = 'company' and l.record_id = k.id
        and l.at + interval '0' >= ${work.since} and l.import_id is distinct from ${work.import_id})
      then 'edited'
  end`;
}
