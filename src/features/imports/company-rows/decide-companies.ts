import { type RawBuilder, sql } from 'kysely';
import { maxTreeDepth } from '#features/companies/check-parent.ts';
import { accountOf, type ChunkWork, hasTarget, targetOf } from '#features/imports/engine/chunk-work.ts';
import { isDiffering, missingValues, takenCustomValues } from '#features/imports/engine/decide-rows.ts';
import { domainsOf, nextDomains } from './next-domains.ts';

/**
 * Decides for every row at work which company it is about (a new one gets its id here) or why it is refused, whether it gets
 * another parent and whether anything of it changes. Rows at work are about different companies.
 */
export async function decideCompanies(work: ChunkWork): Promise<void> {
  const { db, plan } = work;
  const account = accountOf(work);
  await sql`
    insert into decided (row_number, line_number, step, company_id, is_new, is_claiming, refusal, is_differing, is_moving, parent_id)
    select row_number, line_number,
      -- The id of a claimed company does not follow the order of the rows, so its row is listed by itself.
      case when is_claiming then greatest(step, 1) else step end,
      case when refusal is null and found is null then nextval('company_id_seq') else found end,
      refusal is null and (found is null or is_claiming), refusal is null and is_claiming, refusal,
      is_differing, refusal is null and is_moving, parent_id
    from (
      select s.row_number, s.line_number, s.step, m.found, i.is_claiming, w.is_moving, p.id as parent_id,
        c.id is not null and (${isDiffering(plan)} or w.is_moving or ${domainsDiffer(work)}) as is_differing,
        case
        ${choiceGone(work)}
        when c.deleted_at is not null then 'this_company_deleted'
        when c.id is null and ${hasTarget(plan, 'name') ? sql`s.name is null` : sql`true`} then 'company_name_missing'
        ${nameTaken(work)}
        ${missingValues(work)}
        ${domainTaken(work)}
        ${sql.join(takenCustomValues(work), sql``)}
        ${parentRefusals(work)}
        end as refusal
      from staged s
      cross join lateral (select coalesce(${foundBy(work)}) as found offset 0) m
      left join company c on c.account_id = ${account} and c.id = m.found
      cross join lateral (select c.id is not null and exists (
        select from import_parent i where i.account_id = ${account} and i.import_id = ${work.import_id ?? 0}::bigint
          and i.company_id = c.id offset 0) as is_claiming) i
      ${parentOf(work)}
      order by s.row_number
      offset 0
    ) judged`.execute(db);
}

/** By external id, else by name. */
function foundBy(work: ChunkWork): RawBuilder<unknown> {
  const by = (column: string) => sql`
    (select id from company where account_id = ${accountOf(work)} and ${sql.ref(column)} = ${sql.ref(`s.${column}`)})`;
  return sql.join([
    ...(hasTarget(work.plan, 'unique_external_id') ? [by('unique_external_id')] : []),
    ...(hasTarget(work.plan, 'name') ? [by('name_key')] : []),
  ]);
}

function domainsDiffer(work: ChunkWork): RawBuilder<boolean> {
  const target = targetOf(work.plan, 'domains');
  return target ? sql`${domainsOf(work, 'c.id')} is distinct from ${nextDomains(work, target.rule)}` : sql`false`;
}

/** One that was chosen for the name in the file may be gone since. */
function choiceGone({ plan }: ChunkWork): RawBuilder<unknown> {
  if (plan.company_choices.size === 0) return sql``;
  const gone = (ref: string, key: string, word: string) =>
    hasTarget(plan, ref) ? sql`when ${sql.ref(key)} = '' then ${sql.lit(word)}` : sql``;
  return sql`
        ${gone('name', 's.name_key', 'company_choice_gone name')}
        ${gone('parent_company', 's.parent_company_key', 'company_choice_gone parent_company')}`;
}

/**
 * A row that knows its company by external id may give it another name, unless that is the name of a third one. Whatever the rule,
 * it does so to a company that was made only as a parent.
 */
function nameTaken(work: ChunkWork): RawBuilder<unknown> {
  const name = targetOf(work.plan, 'name');
  if (!name || !hasTarget(work.plan, 'unique_external_id')) return sql``;
  const isWritten = name.rule === 'overwrite' ? sql`c.id is not null` : sql`i.is_claiming`;
  return sql`when ${isWritten} and s.name_key <> c.name_key and exists (
          select from company o where o.account_id = ${accountOf(work)} and o.name_key = s.name_key and o.id <> c.id)
        then 'company_name_taken'`;
}

/** A domain belongs to one company only. */
function domainTaken(work: ChunkWork): RawBuilder<unknown> {
  const target = targetOf(work.plan, 'domains');
  if (!target) return sql``;
  const account = accountOf(work);
  const isWritten =
    target.rule === 'if_empty' ? sql`(c.id is null or ${domainsOf(work, 'c.id')} = '{}')` : sql`s.domains is not null`;
  const taken = sql`from unnest(s.domains) n (domain) cross join lateral (
            select company_id from company_domain where account_id = ${account} and domain = n.domain offset 0) e
          where e.company_id is distinct from c.id`;
  return sql`when ${isWritten} and exists (select ${taken} offset 0)
        then 'company_domain_taken ' || (
          select jsonb_build_object('domain', n.domain, 'name', (
            select o.name from company o where o.account_id = ${account} and o.id = e.company_id))::text
          ${taken} order by n.domain limit 1)`;
}

/** The parent `p` that a row names, whether its rule makes it the company's parent, and how deep the two trees are. */
function parentOf(work: ChunkWork): RawBuilder<unknown> {
  const target = targetOf(work.plan, 'parent_company');
  if (!target) {
    return sql`cross join lateral (select null::bigint as id) p cross join lateral (select false as is_moving) w`;
  }
  const account = accountOf(work);
  const isAsked =
    target.rule === 'if_empty'
      ? sql`s.parent_company_key is not null and c.parent_company_id is null`
      : sql`s.parent_company_key is not null`;
  return sql`
      cross join lateral (select coalesce(
        (select id from company where account_id = ${account} and name_key = s.parent_company_key),
        (select id from company where account_id = ${account} and unique_external_id = s.parent_company_external_id)
      ) as id offset 0) q
      left join company p on p.account_id = ${account} and p.id = q.id
      cross join lateral (
        select ${isAsked} and (p.id is null or p.id is distinct from c.parent_company_id) as is_moving) w
      left join lateral (
        with recursive above (id, depth, names) as (
          select p.id, 1, p.name where w.is_moving and p.id is not null
          union all
          select k.id, depth + 1, k.name || ' → ' || names from above a
          cross join lateral (select parent_company_id from company where account_id = ${account} and id = a.id offset 0) u
          cross join lateral (
            select id, name from company where account_id = ${account} and id = u.parent_company_id offset 0) k
          where depth <= ${sql.lit(maxTreeDepth)})
        select max(depth) as depth, min(names) filter (where id = c.id) as circle from above offset 0) a on true
      left join lateral (
        with recursive below (id, depth) as (
          select c.id, 1 where w.is_moving
          union all
          select k.id, depth + 1 from below b
          cross join lateral (select id from company where account_id = ${account} and parent_company_id = b.id offset 0) k
          where depth <= ${sql.lit(maxTreeDepth)})
        select max(depth) as depth from below offset 0) b on true`;
}

/** A parent that is not there is made where that was chosen, or where a later row of the file is its own. */
function parentRefusals({ plan }: ChunkWork): RawBuilder<unknown> {
  if (!hasTarget(plan, 'parent_company')) return sql``;
  const mayBeMade = [
    sql`s.parent_company_comes is not null`,
    ...(plan.company_choices.size > 0 ? [sql`s.parent_company_answer is not distinct from 'create'`] : []),
  ];
  // Nobody has that name yet: it is the one that the row gives, or a later row with the same external id.
  const isOwnName = hasTarget(plan, 'name')
    ? sql`(s.parent_company_key = s.name_key and ${targetOf(plan, 'name')!.rule === 'overwrite' ? sql`true` : sql`(c.id is null or i.is_claiming)`})`
    : sql`false`;
  const isOwnId = hasTarget(plan, 'unique_external_id')
    ? sql`s.parent_company_external_id = s.unique_external_id`
    : sql`false`;
  return sql`
        when w.is_moving and (p.id = c.id or (p.id is null and (${isOwnName} or ${isOwnId}))) then 'parent_is_itself'
        when w.is_moving and p.deleted_at is not null then 'company_deleted parent_company'
        ${plan.can_create_companies ? sql`` : sql`when w.is_moving and p.id is null and not (${sql.join(mayBeMade, sql` or `)}) then 'parent_unknown'`}
        when a.circle is not null then 'parent_circle ' || jsonb_build_object(
          'name', p.name, 'company', c.name, 'path', a.circle)::text
        when w.is_moving and coalesce(a.depth, 1) + coalesce(b.depth, 1) > ${sql.lit(maxTreeDepth)} then 'parent_too_deep ' ||
          jsonb_build_object('max', ${sql.lit(maxTreeDepth)})::text`;
}
