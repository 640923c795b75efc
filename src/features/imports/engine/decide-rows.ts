import { type RawBuilder, sql } from 'kysely';
import {
  accountOf,
  addressesOf,
  type ChunkWork,
  customKeyOf,
  hasTarget,
  targetOf,
  uniqueCustomTargets,
  uniqueTargets,
} from './chunk-work.ts';
import { contactsOfPhone } from './match-rows.ts';
import { nextValues } from './next-values.ts';
import type { ImportPlan, Target } from './plan-import.ts';

/**
 * Decides for every row at work which contact it is about (a new one gets its id here) or why it is refused, whether
 * its company has to become the contact's, and whether any of his own fields changes. Rows at work are about different contacts.
 */
export async function decideRows(work: ChunkWork): Promise<void> {
  const { db, plan } = work;
  const account = accountOf(work);
  const company = targetOf(plan, 'company');
  await sql`
    insert into decided (row_number, line_number, step, contact_id, is_new, refusal, is_joining, company_id, is_differing,
      other_name, shared_phone)
    select row_number, line_number, step,
      case when refusal is null and found is null then nextval('contact_id_seq') else found end,
      refusal is null and found is null, refusal, refusal is null and is_joining, company_id, is_differing,
      case when refusal is null then other_name end,
      ${plan.can_match_by_phone ? sql`case when refusal is null and found is null then ${sharedPhone(work)} end` : sql`null`}
    from (
      select s.row_number, s.line_number, s.step, ${plan.can_match_by_phone ? sql`s.match_phones,` : sql``} m.found,
        w.is_joining, ${company ? sql`k.id` : sql`null::bigint`} as company_id,
        ${isDiffering(plan)} as is_differing, ${otherName(work)} as other_name, case
        when m.found_count > 1 then 'several_contacts'
        when ${isAgent(work)} then 'agents_address'
        ${plan.can_restore_deleted ? sql`` : sql`when c.deleted_at is not null then 'contact_deleted'`}
        when c.blocked_at is not null then 'contact_blocked'
        when c.id is null and ${hasTarget(plan, 'name') ? sql`s.name is null` : sql`true`} then 'name_missing'
        ${missingValues(work)}
        ${sql.join([...takenValues(work), ...takenCustomValues(work)], sql``)}
        ${company ? companyRefusals(work) : sql``}
        end as refusal
      from staged s
      cross join lateral (
        select min(contact_id) as found, count(*) as found_count from matched where row_number = s.row_number) m
      left join contact c on c.account_id = ${account} and c.id = m.found
      ${company ? sql`left join company k on k.account_id = ${account} and k.name_key = s.company_key` : sql``}
      ${company ? membershipOf(work, company) : sql``}
      cross join lateral (select ${company ? isJoining(company) : sql`false`} as is_joining) w
      order by s.row_number
      offset 0
    ) judged`.execute(db);
}

/** Whether a record `c` would not be after the row what he is before. */
export function isDiffering(plan: ImportPlan): RawBuilder<boolean> {
  const told = nextValues(plan).filter(({ isTold }) => isTold);
  if (told.length === 0) return sql`false`;
  const now = sql.join(told.map(({ column }) => sql.ref(`c.${column}`)));
  const next = sql.join(told.map((value) => value.next));
  return sql`c.id is not null and (${now}) is distinct from (${next})`;
}

function isAgent(work: ChunkWork): RawBuilder<boolean> {
  const addresses = addressesOf(work.plan);
  if (!addresses) return sql`false`;
  return sql`exists (select from agent a where a.account_id = ${accountOf(work)} and a.email = any (${addresses}))`;
}

/** A record can't be made without the fields that the account requires; one that is there already may go without. */
export function missingValues({ plan }: ChunkWork): RawBuilder<unknown> {
  if (plan.required.length === 0) return sql``;
  const missing = plan.required.map((ref) => {
    const name = ref.slice(ref.indexOf('.') + 1);
    return hasTarget(plan, ref)
      ? sql`case when jsonb_exists(s.custom_defaults || s.custom_fields, ${sql.lit(name)}) then '' else ${sql.lit(` ${ref}`)} end`
      : sql.lit(` ${ref}`);
  });
  const list = sql`concat(${sql.join(missing)})`;
  const word = plan.record === 'contact' ? 'required_missing' : 'company_required_missing';
  return sql`when c.id is null and ${list} <> '' then ${sql.lit(word)} || ${list}`;
}

/**
 * Nobody is put into a company that is not there. One that was chosen for the name in the file may have been deleted
 * since; one that was answered for may be made also where others may not.
 */
function companyRefusals({ plan }: ChunkWork): RawBuilder<unknown> {
  const hasChoices = plan.company_choices.size > 0;
  const mayBeMade = hasChoices ? sql`s.company_answer is not distinct from 'create'` : sql`false`;
  return sql`
    ${hasChoices ? sql`when w.is_joining and s.company_answer = 'use' and (k.id is null or k.deleted_at is not null) then 'company_choice_gone'` : sql``}
    ${plan.can_create_companies ? sql`` : sql`when w.is_joining and k.id is null and not ${mayBeMade} then 'company_unknown'`}
    when w.is_joining and k.deleted_at is not null then 'company_deleted'`;
}

/**
 * The name under which the row's address is known already, from the directory or from an earlier row, where the row names
 * somebody else. Letter case, accents, signs and blanks make no other name.
 */
function otherName(work: ChunkWork): RawBuilder<string | null> {
  const addresses = addressesOf(work.plan);
  if (!addresses || !hasTarget(work.plan, 'name')) return sql`null::text`;
  return sql`case when s.sort_key <> c.sort_key and replace(s.sort_key, ' ', '') <> replace(c.sort_key, ' ', '')
          and exists (select from contact_email e
            where e.account_id = ${accountOf(work)} and e.contact_id = c.id and e.email = any (${addresses}) offset 0)
        then c.name end`;
}

/** A phone of a row nobody was found for, because several contacts have it. */
function sharedPhone(work: ChunkWork): RawBuilder<string | null> {
  return sql`(select n.e164 from unnest(match_phones) n (e164)
        where exists (${contactsOfPhone(work)} offset 1) limit 1)`;
}

/** A value that another contact has and only one may have refuses the row. Addresses are not among them: they match. */
function takenValues(work: ChunkWork): RawBuilder<unknown>[] {
  return uniqueTargets(work.plan).map(({ ref, rule }) => {
    const column = sql.ref(ref);
    const isWritten = rule === 'if_empty' ? sql`c.${column} is null` : sql`true`;
    return sql`
        when s.${column} is not null and ${isWritten} and exists (
          select from contact o
          where o.account_id = ${accountOf(work)} and o.${column} = s.${column} and o.id is distinct from c.id)
        then ${sql.lit(`value_taken ${ref}`)}`;
  });
}

/** The same of the account's own fields of a record `c`. What an empty one is given by rule counts only where it is empty. */
export function takenCustomValues(work: ChunkWork): RawBuilder<unknown>[] {
  const { record } = work.plan;
  return uniqueCustomTargets(work.plan).map((target) => {
    const { ref, rule, field } = target;
    const isWritten =
      rule === 'if_empty'
        ? sql`(c.id is null or not jsonb_exists(c.custom_fields, ${sql.lit(field.name)}))`
        : sql`true`;
    return sql`
        when ${isWritten} and exists (
          select from ${sql.table(`${record}_field_value`)} v
          where v.account_id = ${accountOf(work)} and v.field_id = ${sql.lit(field.custom_field_id!)}
            and v.value_key = ${customKeyOf(target)} and v.${sql.ref(`${record}_id`)} is distinct from c.id offset 0)
        then ${sql.lit(`${record === 'contact' ? '' : 'company_'}value_taken ${ref}`)}`;
  });
}

/**
 * The membership `p` that the rule of the company's column asks for: under *append* the one in the row's company, else the
 * primary one. Joined sideways from the row: as "exists" the planner would read every membership there is, for every chunk.
 */
function membershipOf(work: ChunkWork, { rule }: Target): RawBuilder<unknown> {
  const which = rule === 'append' ? sql`company_id = k.id` : sql`is_primary`;
  return sql`left join lateral (
        select company_id from membership where account_id = ${accountOf(work)} and contact_id = c.id and ${which} offset 0) p on true`;
}

/**
 * The rule of the company's column. A contact's first company becomes his primary one; overwriting puts the file's company
 * in the place of the primary one; appending adds a further company.
 */
function isJoining({ rule }: Target): RawBuilder<boolean> {
  if (rule === 'overwrite')
    return sql`s.company_key is not null and (k.id is null or p.company_id is distinct from k.id)`;
  return sql`s.company_key is not null and p.company_id is null`;
}
