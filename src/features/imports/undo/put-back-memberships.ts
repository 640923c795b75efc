import { sql } from 'kysely';
import { companyFields } from './undo-fields.ts';
import { type UndoWork, undoAccountOf } from './undo-work.ts';

/**
 * Takes back what a stretch did to memberships, for each contact the latest first: who was given one leaves, a former primary
 * one is there again with its role and sight.
 */
export async function putBackMemberships(work: UndoWork): Promise<void> {
  const { db } = work;
  const account = undoAccountOf(work);
  const { rows } = await sql<{ last: number | null }>`select max(step) as last from moved`.execute(db);
  for (let step = 1; step <= (rows[0]?.last ?? 0); step++) {
    const going = sql`
      select m.contact_id, m.membership, (m.membership ->> 'company_id')::bigint as company_id, m.membership -> 'left' as left_one
      from moved m
      where m.step = ${step} and exists (
        select from changed g
        where g.contact_id = m.contact_id and g.field = any (${companyFields}) and g.reason is null)`;
    const joined = sql`p.account_id = ${account} and p.contact_id = m.contact_id and p.company_id = m.company_id`;
    await sql`
      delete from membership p using (${going}) m
      where ${joined} and not (m.membership ->> 'was_member')::boolean`.execute(db);
    await sql`update membership p set is_primary = false from (${going}) m where ${joined} and p.is_primary`.execute(
      db,
    );
    await sql`
      insert into membership (account_id, contact_id, company_id, is_primary, role, ticket_visibility, created_at)
      select ${account}, m.contact_id, (left_one ->> 'company_id')::bigint, true, left_one ->> 'role',
        left_one ->> 'ticket_visibility', (left_one ->> 'created_at')::timestamptz
      from (${going}) m where jsonb_typeof(left_one) = 'object' order by 2, 3`.execute(db);
  }
}
