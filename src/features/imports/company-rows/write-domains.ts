import { sql } from 'kysely';
import { accountOf, type ChunkWork, targetOf } from '#features/imports/engine/chunk-work.ts';

/** Gives the companies of rows at work the domains that their rule asks for. Whose a domain is has been settled before. */
export async function writeDomains(work: ChunkWork): Promise<void> {
  const { db, plan } = work;
  const target = targetOf(plan, 'domains');
  if (!target) return;
  const account = accountOf(work);
  const isWritten = sql`d.refusal is null and (d.is_new or d.is_differing) and s.domains is not null`;
  if (target.rule === 'overwrite') {
    await sql`
      delete from company_domain e using decided d join staged s using (row_number)
      where ${isWritten} and e.account_id = ${account} and e.company_id = d.company_id and e.domain <> all (s.domains)`.execute(
      db,
    );
  }
  const hasNone = sql`not exists (
    select from company_domain e where e.account_id = ${account} and e.company_id = d.company_id offset 0)`;
  await sql`
    insert into company_domain (account_id, domain, company_id)
    select ${account}, n.domain, d.company_id
    from decided d join staged s using (row_number) cross join unnest(s.domains) n (domain)
    where ${isWritten} and ${target.rule === 'if_empty' ? hasNone : sql`true`} and not exists (
      select from company_domain e
      where e.account_id = ${account} and e.domain = n.domain and e.company_id = d.company_id offset 0)
    order by n.domain`.execute(db);
}
