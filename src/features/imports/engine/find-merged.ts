import { sql } from 'kysely';
import { accountOf, type ChunkWork, hasTarget } from './chunk-work.ts';

/**
 * Finds the rows whose external id is that of a contact merged away, with the one whom he lives on in: whom they mean. Looked for
 * in the directory itself also by a check, for no row changes who was merged. Costs nothing where nobody was.
 */
export async function findMerged(work: ChunkWork): Promise<void> {
  const { db, plan } = work;
  if (!hasTarget(plan, 'unique_external_id')) return;
  const account = accountOf(work);
  await sql`
    insert into merged_away
    with recursive way as (
      select s.row_number, c.name, c.merged_into_contact_id as contact_id
      from staged s cross join lateral (
        select name, merged_into_contact_id from public.contact
        where account_id = ${account} and unique_external_id = s.unique_external_id and merged_into_contact_id is not null
        offset 0) c
      where exists (select from public.contact where account_id = ${account} and merged_into_contact_id is not null)
      union all
      select way.row_number, way.name, n.merged_into_contact_id from way
      join public.contact n on n.account_id = ${account} and n.id = way.contact_id
      where n.merged_into_contact_id is not null)
    select way.row_number, c.id, way.name, c.name from way
    join public.contact c on c.account_id = ${account} and c.id = way.contact_id
    where c.merged_into_contact_id is null`.execute(db);
}

/** The survivor keeps the external id that he has, and the one merged away his: by either a later file finds the survivor. */
export async function leaveMergedIds({ db, plan }: ChunkWork): Promise<void> {
  if (!hasTarget(plan, 'unique_external_id')) return;
  await sql`
    update staged s set unique_external_id = null
    from merged_away g join matched m using (row_number, contact_id) where s.row_number = g.row_number`.execute(db);
}
