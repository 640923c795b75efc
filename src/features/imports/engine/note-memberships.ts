import { sql } from 'kysely';
import { accountOf, type ChunkWork, targetOf } from './chunk-work.ts';

/**
 * Writes down what `writeMemberships` is about to do to contacts who are there already, exactly enough to undo it: names of
 * companies don't tell whether a membership was there before, and with which role one ends.
 */
export async function noteMemberships(work: ChunkWork): Promise<void> {
  const { db, plan } = work;
  const company = targetOf(plan, 'company');
  if (!company) return;
  const account = accountOf(work);
  const left = sql`case when ${sql.lit(company.rule === 'overwrite')} and p.company_id is not null then jsonb_build_object(
    'company_id', p.company_id, 'role', p.role, 'ticket_visibility', p.ticket_visibility, 'created_at', p.created_at) end`;
  await sql`
    insert into moved
    select d.row_number, jsonb_build_object('company_id', d.company_id,
      'is_primary', ${company.rule === 'append' ? sql`p.company_id is null` : sql`true`},
      'was_member', o.company_id is not null, 'left', ${left})
    from decided d join staged s using (row_number)
    left join membership p on p.account_id = ${account} and p.contact_id = d.contact_id and p.is_primary
    left join membership o on o.account_id = ${account} and o.contact_id = d.contact_id and o.company_id = d.company_id
    where d.is_joining and not d.is_new`.execute(db);
}
