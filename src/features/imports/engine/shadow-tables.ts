import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';
import { accountOf, type ChunkWork, hasTarget, uniqueCustomTargets, uniqueTargets } from './chunk-work.ts';
import { namedContacts } from './named-contacts.ts';
import type { ImportPlan } from './plan-import.ts';

/** Above every id that a sequence of ours will ever give, and below what a number can't carry exactly. */
export const firstShadowId = 2 ** 52;

/**
 * The tables of a check: temporary ones that bear the names of the real ones and stand before them in the search path, so
 * that the very statements of the run work in them and write nothing that stays.
 */
export async function createShadowTables(db: Database, plan: ImportPlan): Promise<void> {
  const unique = uniqueTargets(plan);
  await db.client!.query(`
    create temporary sequence contact_id_seq start with ${firstShadowId};
    create temporary sequence company_id_seq start with ${firstShadowId};
    create temporary table contact (like public.contact including defaults, primary key (account_id, id));
    create temporary table contact_email (like public.contact_email including defaults, primary key (account_id, email));
    create temporary table membership (like public.membership including defaults,
      primary key (account_id, contact_id, company_id));
    create temporary table company (like public.company including defaults, primary key (account_id, id),
      unique (account_id, name_key));
    ${shadowValues(plan)}
    create index on pg_temp.contact_email (account_id, contact_id);
    ${unique.map(({ ref }) => `create index on pg_temp.contact (account_id, ${ref}) where ${ref} is not null;`).join('\n')}
    create index on pg_temp.contact (account_id, phone_e164) where phone_e164 is not null;
    create index on pg_temp.contact (account_id, mobile_e164) where mobile_e164 is not null;
  `);
}

/** The index of the account's own fields, kept by the same triggers, where one of them is unique. */
export function shadowValues(plan: ImportPlan): string {
  const { record } = plan;
  if (uniqueCustomTargets(plan).length === 0) return '';
  return `
    create temporary table ${record}_field_value (like public.${record}_field_value including defaults,
      primary key (account_id, ${record}_id, field_id));
    create index on pg_temp.${record}_field_value (account_id, field_id, value_key);
    create trigger field_values_of_new after insert on pg_temp.${record} referencing new table as new_rows
      for each statement execute function index_field_values('${record}');
    create trigger field_values_of_changed after update on pg_temp.${record}
      referencing old table as old_rows new table as new_rows
      for each statement execute function index_field_values('${record}');`;
}

/**
 * Brings into the shadow tables what the chunk's rows may meet: the contacts that any of their keys names with all that
 * belongs to them, and the companies. What the check has changed already stays as it left it.
 */
export async function copyIntoShadows(work: ChunkWork): Promise<void> {
  const account = accountOf(work);
  await sql`
    with found as (
      select contact_id as id
      from (${namedContacts(work, 'public')} union all select row_number, contact_id from merged_away) named group by contact_id),
    copied as (
      insert into pg_temp.contact
      select c.* from found join public.contact c on c.account_id = ${account} and c.id = found.id
      on conflict do nothing returning id),
    addresses as (
      insert into pg_temp.contact_email
      select e.* from copied join public.contact_email e on e.account_id = ${account} and e.contact_id = copied.id),
    memberships as (
      insert into pg_temp.membership
      select m.* from copied join public.membership m on m.account_id = ${account} and m.contact_id = copied.id
      returning company_id)
    insert into pg_temp.company
    select k.* from (select distinct company_id from memberships) m
    join public.company k on k.account_id = ${account} and k.id = m.company_id
    on conflict do nothing`.execute(work.db);
  if (!hasTarget(work.plan, 'company')) return;
  await sql`
    insert into pg_temp.company
    select k.* from (select distinct company_key from staged where company_key is not null) s
    join public.company k on k.account_id = ${account} and k.name_key = s.company_key
    on conflict do nothing`.execute(work.db);
}
