import { sql } from 'kysely';
import { accountOf, type ChunkWork, hasTarget } from './chunk-work.ts';

/**
 * Makes the companies that rows at work name and that are not there yet, each once, spelled as the first row of the file
 * that names it. Later steps may hold rows from further up in the file: then their spelling takes over.
 */
export async function writeCompanies(work: ChunkWork, step: number): Promise<void> {
  const { db, plan, at, import_id } = work;
  const mayMakeSome = plan.can_create_companies || plan.company_choices.size > 0;
  if (!mayMakeSome || !hasTarget(plan, 'company')) return;
  const account = accountOf(work);
  if (step > 0) {
    await sql`
      with earlier as (
        update named_company n set row_number = s.row_number
        from (${firstNaming}) s
        where n.company_key = s.company_key and s.row_number < n.row_number
        returning s.*)
      update company k set name = s.company, sort_key = s.company_sort_key
      from earlier s where k.account_id = ${account} and k.name_key = s.company_key`.execute(db);
  }
  await sql`
    with missing as (
      insert into named_company
      select company_key, row_number from (${firstNaming}) s
      where not exists (select from company k where k.account_id = ${account} and k.name_key = s.company_key)
      returning *)
    insert into company (account_id, id, name, name_key, sort_key, created_by_import_id, created_at, updated_at)
    select ${account}, nextval('company_id_seq'), s.company, s.company_key, s.company_sort_key, ${import_id}::bigint, ${at}::timestamptz,
      ${at}::timestamptz
    from missing m join staged s using (row_number) order by s.row_number`.execute(db);
  await sql`
    update decided d set company_id = (
      select k.id from company k where k.account_id = ${account} and k.name_key = s.company_key offset 0)
    from staged s where s.row_number = d.row_number and d.is_joining and d.company_id is null`.execute(db);
}

/** The first row at work that names a company it needs. */
const firstNaming = sql`
  select distinct on (s.company_key) s.company_key, s.company, s.company_sort_key, s.row_number
  from decided d join staged s using (row_number)
  where d.is_joining order by s.company_key, s.row_number`;
