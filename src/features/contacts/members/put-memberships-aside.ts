import { sql } from 'kysely';
import type { Change } from '#features/change-log/change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import type { Context } from '#platform/context.ts';

interface SetAside {
  contact_id: number;
  is_primary: boolean;
  /** What became his primary company instead. */
  next_company: string | null;
}

/**
 * Takes the memberships of a deleted company out of everybody's sight, in the running transaction; `restoreCompany` brings
 * them back. Whose primary company it was falls to his next one by name. Told in the log of each contact.
 */
export async function putMembershipsAside(ctx: Context, company: { id: number; name: string }): Promise<void> {
  const { db, clock } = ctx;
  const { rows } = await sql<SetAside>`
    with gone as (
      delete from membership where company_id = ${company.id} returning *
    ), next as (
      select distinct on (m.contact_id) m.contact_id, m.company_id, k.name
      from gone join membership m on m.contact_id = gone.contact_id and m.company_id <> ${company.id}
      join company k on k.id = m.company_id
      where gone.is_primary
      order by m.contact_id, k.sort_key, k.id
    ), kept as (
      insert into set_aside_membership (account_id, company_id, contact_id, is_primary, role, ticket_visibility, created_at, next_company_id)
      select gone.account_id, gone.company_id, gone.contact_id, is_primary, role, ticket_visibility, created_at, next.company_id
      from gone left join next using (contact_id)
      on conflict (account_id, company_id, contact_id) do update set is_primary = excluded.is_primary, role = excluded.role,
        ticket_visibility = excluded.ticket_visibility, next_company_id = excluded.next_company_id
    )
    select contact_id, is_primary, next.name as next_company from gone left join next using (contact_id)
    order by contact_id`.execute(db);
  if (rows.length === 0) return;
  await sql`
    update membership p set is_primary = true from set_aside_membership s
    where s.company_id = ${company.id} and s.contact_id = any(${rows.map(({ contact_id }) => contact_id)}::bigint[])
      and p.contact_id = s.contact_id and p.company_id = s.next_company_id`.execute(db);
  await sql`
    update contact set updated_at = ${clock.now()} where id = any(${rows.map(({ contact_id }) => contact_id)}::bigint[])`.execute(
    db,
  );
  await recordChanges(
    ctx,
    rows.map(({ contact_id, is_primary, next_company }): Change => {
      const changes: Change['changes'] = is_primary
        ? { company: [company.name, next_company] }
        : { companies: [[company.name], null] };
      return { record: 'contact', record_id: contact_id, act: 'company_deleted', changes };
    }),
  );
}
