import { type RawBuilder, sql } from 'kysely';
import { accountOf, type ChunkWork, hasTarget, targetOf } from './chunk-work.ts';
import { nextValues } from './next-values.ts';
import type { ImportPlan } from './plan-import.ts';

/**
 * Brings contacts who are there to what their rows say, where anything differs, and writes the differences down field by
 * field in `changed`. What is equal is not touched. Locks in the order of ids.
 */
export async function updateContacts(work: ChunkWork): Promise<void> {
  if (mayAddAddresses(work.plan)) await findAddedAddresses(work);
  await findChanges(work);
  const { db, plan, at } = work;
  const account = accountOf(work);
  await sql`
    select from contact where account_id = ${account} and id in (
      select contact_id from changed join staged using (row_number))
    order by id for update`.execute(db);
  const values = nextValues(plan).map(({ column, next }) => sql`${sql.ref(column)} = ${next}`);
  await sql`
    update contact c set ${sql.join([...values, sql`updated_at = ${at}::timestamptz`])}
    from changed x join staged s using (row_number)
    where c.account_id = ${account} and c.id = x.contact_id`.execute(db);
  if (mayAddAddresses(plan)) await writeAddedAddresses(work);
}

/** A row that names its contact by nothing but one address adds none to him. */
function mayAddAddresses(plan: ImportPlan): boolean {
  return hasTarget(plan, 'other_emails') || hasTarget(plan, 'unique_external_id') || plan.can_match_by_phone;
}

/** Addresses that nobody has yet, of contacts who are there. */
async function findAddedAddresses(work: ChunkWork): Promise<void> {
  const { db, plan } = work;
  const account = accountOf(work);
  const main = targetOf(plan, 'email');
  const candidates = [
    ...(main ? [sql`select s.email, 0 as place`] : []),
    ...(hasTarget(plan, 'other_emails')
      ? [sql`select o.email, o.place from unnest(s.other_emails) with ordinality o (email, place)`]
      : []),
  ];
  if (candidates.length === 0) return;
  const hasPrimary = sql`exists (
    select from contact_email e
    where e.account_id = ${account} and e.contact_id = d.contact_id and e.is_primary offset 0)`;
  // An address that the contact has already stays as it is, primary or not.
  await sql`
    insert into added
    select row_number, contact_id, email,
      case when has_primary then place = 0 and ${sql.lit(main?.rule === 'overwrite')}
        else row_number() over (partition by row_number order by place) = 1 end
    from (
      select distinct on (d.row_number, a.email) d.row_number, d.contact_id, a.email, a.place, h.has_primary
      from decided d join staged s using (row_number)
      cross join lateral (${sql.join(candidates, sql` union all `)}) a
      cross join lateral (select ${hasPrimary} as has_primary) h
      where d.refusal is null and not d.is_new and a.email is not null
        and not exists (select from contact_email e where e.account_id = ${account} and e.email = a.email)
        ${main?.rule === 'if_empty' ? sql`and (a.place > 0 or not h.has_primary)` : sql``}
      order by d.row_number, a.email, a.place
    ) one`.execute(db);
}

async function findChanges(work: ChunkWork): Promise<void> {
  const { db, plan } = work;
  const account = accountOf(work);
  const differs = [
    sql`d.is_differing`,
    sql`d.is_joining`,
    ...(mayAddAddresses(plan) ? [sql`exists (select from added where row_number = d.row_number offset 0)`] : []),
  ];
  await sql`
    insert into changed
    select d.row_number, c.id, (
      select jsonb_object_agg(field, jsonb_build_array(old, new)) from (${sql.join(tellings(work), sql` union all `)}) told (field, old, new)
      where old is distinct from new)
    from decided d join staged s using (row_number)
    cross join lateral (select * from contact where account_id = ${account} and id = d.contact_id offset 0) c
    where d.refusal is null and not d.is_new and (${sql.join(differs, sql` or `)})`.execute(db);
}

/** Selects of (field, old value, new value) for a contact `c` that a row `s` changes. */
function tellings(work: ChunkWork): RawBuilder<unknown>[] {
  const { plan } = work;
  const account = accountOf(work);
  const own = nextValues(plan)
    .filter(({ isTold, column }) => isTold && column !== 'custom_fields')
    .map(({ column, next }) => {
      // No tags are told like any other empty field.
      const told = (value: RawBuilder<unknown>) => (column === 'tags' ? sql`nullif(${value}, '{}')` : value);
      return sql`select ${sql.lit(column)}, to_jsonb(${told(sql.ref(`c.${column}`))}), to_jsonb(${told(next)})`;
    });
  const custom = nextValues(plan).find(({ column }) => column === 'custom_fields');
  const addresses = sql`select email, is_primary from contact_email where account_id = ${account} and contact_id = c.id`;
  const oldPrimary = sql`(select to_jsonb(email) from (${addresses}) e where is_primary)`;
  const oldOthers = sql`array(select email from (${addresses}) e where not is_primary order by email)`;
  const gained = sql`select email, is_primary from added where row_number = d.row_number`;
  return [
    ...own,
    ...(custom ? [sql`select key, c.custom_fields -> key, value from jsonb_each(${custom.next})`] : []),
    sql`select 'email', ${oldPrimary}, coalesce((select to_jsonb(email) from (${gained}) g where is_primary), ${oldPrimary})`,
    sql`select 'other_emails', to_jsonb(${oldOthers}), to_jsonb(array(
        select email from (${addresses}) e where not is_primary
        union select email from (${gained}) g where not is_primary
        union select email from (${addresses}) e where is_primary and exists (select from (${gained}) g where is_primary)
        order by email))`,
    ...companyTellings(work),
  ];
}

/** The primary company, or where companies are added all of them. */
function companyTellings(work: ChunkWork): RawBuilder<unknown>[] {
  const company = targetOf(work.plan, 'company');
  if (!company) return [];
  const account = accountOf(work);
  const named = sql`(select k.name from company k where k.account_id = ${account} and k.name_key = s.company_key)`;
  const names = sql`
    select k.name from membership p join company k on k.account_id = p.account_id and k.id = p.company_id
    where p.account_id = ${account} and p.contact_id = c.id`;
  if (company.rule === 'append') {
    const all = sql`array(${names} order by k.name)`;
    return [
      sql`select 'companies', to_jsonb(${all}), to_jsonb(case when d.is_joining then ${all} || ${named} else ${all} end)`,
    ];
  }
  const former = sql`(${names} and p.is_primary)`;
  return [
    sql`select 'company', to_jsonb(${former}), to_jsonb(case when d.is_joining then ${named} else ${former} end)`,
  ];
}

async function writeAddedAddresses(work: ChunkWork): Promise<void> {
  const { db, at } = work;
  const account = accountOf(work);
  await sql`
    update contact_email e set is_primary = false from added a
    where a.is_primary and e.account_id = ${account} and e.contact_id = a.contact_id and e.is_primary`.execute(db);
  await sql`
    insert into contact_email (account_id, email, contact_id, is_primary, created_at)
    select ${account}, email, contact_id, is_primary, ${at}::timestamptz from added order by email`.execute(db);
}
