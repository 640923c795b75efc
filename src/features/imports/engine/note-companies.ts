import { sql } from 'kysely';
import { accountOf, type ChunkWork, hasTarget } from './chunk-work.ts';

/**
 * Remembers, while a check runs, the companies that rows at work need and that the account does not have, whether they
 * may be made or the row is refused for them; and those that somebody has answered for. `matchCompanies` then finds the
 * known ones that they are like.
 */
export async function noteCompanies(work: ChunkWork): Promise<void> {
  const { db, plan, import_id, phase } = work;
  if (phase !== 'check' || import_id === null || !hasTarget(plan, 'company')) return;
  const account = accountOf(work);
  const hasChoices = plan.company_choices.size > 0;
  const key = hasChoices ? sql.ref('s.file_company_key') : sql.ref('s.company_key');
  // Where the answer is to use a known one, a contact may be in it already.
  const isUsed = hasChoices ? sql`s.company_answer is not distinct from 'use'` : sql`false`;
  await sql`
    insert into import_company (account_id, import_id, company_key, name, rows_count)
    select ${account}, ${import_id}::bigint, n.company_key, s.company, n.rows_count
    from (
      select ${key} as company_key, min(row_number) as row_number, count(*) as rows_count
      from decided d join staged s using (row_number)
      where s.company_key is not null
        and (d.is_joining or d.refusal in ('company_unknown', 'company_choice_gone') or (${isUsed} and d.refusal is null))
      group by 1 offset 0
    ) n
    cross join lateral (select * from staged where row_number = n.row_number offset 0) s
    where ${isUsed} or not exists (
      select from public.company k where k.account_id = ${account} and k.name_key = n.company_key)
    order by n.company_key
    on conflict (account_id, import_id, company_key) do update
    set rows_count = import_company.rows_count + excluded.rows_count`.execute(db);
}
