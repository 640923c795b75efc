import { sql } from 'kysely';
import { accountOf, type ChunkWork, hasTarget } from '#features/imports/engine/chunk-work.ts';

/**
 * Makes the parents that rows at work name and that are not there, each once, spelled as the first row that names it. Where a
 * later row of the file is the parent's own, it is told what external id that row has, so that the two find each other.
 */
export async function makeParents(work: ChunkWork): Promise<void> {
  const { db, plan, at, import_id } = work;
  if (!hasTarget(plan, 'parent_company')) return;
  const account = accountOf(work);
  await sql`
    with made as (
      insert into company (account_id, id, name, name_key, sort_key, unique_external_id, created_by_import_id, created_at, updated_at)
      select ${account}, nextval('company_id_seq'), s.parent_company, s.parent_company_key, s.parent_company_sort_key,
        s.parent_company_external_id, ${import_id}::bigint, ${at}::timestamptz, ${at}::timestamptz
      from (
        select distinct on (s.parent_company_key) s.*
        from decided d join staged s using (row_number)
        where d.is_moving and d.parent_id is null order by s.parent_company_key, s.row_number) s
      order by s.row_number
      returning id),
    kept as (
      insert into import_parent (account_id, import_id, company_id)
      select ${account}, ${import_id ?? 0}::bigint, id from made)
    insert into made_parent select id from made`.execute(db);
  await sql`
    update decided d set parent_id = (
      select k.id from company k where k.account_id = ${account} and k.name_key = s.parent_company_key offset 0)
    from staged s where s.row_number = d.row_number and d.is_moving and d.parent_id is null`.execute(db);
}
