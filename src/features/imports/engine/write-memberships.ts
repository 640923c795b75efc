import { sql } from 'kysely';
import { accountOf, type ChunkWork, targetOf } from './chunk-work.ts';

/**
 * Ties the contacts of rows at work to their companies. Overwriting ends the membership in the former primary company: who
 * has moved on may no longer see its tickets.
 */
export async function writeMemberships(work: ChunkWork): Promise<void> {
  const { db, plan, at } = work;
  const company = targetOf(plan, 'company');
  if (!company) return;
  const account = accountOf(work);
  if (company.rule === 'overwrite') {
    await sql`
      delete from membership p using decided d join staged s using (row_number)
      where p.account_id = ${account} and p.contact_id = d.contact_id and p.is_primary
        and d.is_joining and not d.is_new`.execute(db);
  }
  await sql`
    insert into membership (account_id, contact_id, company_id, is_primary, created_at)
    select ${account}, d.contact_id, d.company_id, true, ${at}::timestamptz
    from decided d join staged s using (row_number) where d.is_joining and d.is_new order by d.contact_id`.execute(db);
  const isFirst = sql`not exists (
    select from membership p
    where p.account_id = ${account} and p.contact_id = d.contact_id and p.is_primary offset 0)`;
  await sql`
    insert into membership (account_id, contact_id, company_id, is_primary, created_at)
    select ${account}, d.contact_id, d.company_id, ${company.rule === 'append' ? isFirst : sql`true`}, ${at}::timestamptz
    from decided d join staged s using (row_number) where d.is_joining and not d.is_new order by d.contact_id
    on conflict (account_id, contact_id, company_id) do update set is_primary = true`.execute(db);
}
