import { sql } from 'kysely';
import { companyColumns, companyNameKey } from '#features/companies/company.ts';
import { findChanged } from '#features/imports/undo/find-changed.ts';
import { findTouched } from '#features/imports/undo/find-touched.ts';
import { type RunStretch, type UndoWork, undoAccountOf } from '#features/imports/undo/undo-work.ts';
import { holdersOfUnique } from '#features/imports/undo/unique-values.ts';
import { sortKey } from '#platform/fields/sort-key.ts';

/**
 * Finds what a stretch has changed of companies that were there before the import, into `changed`, and decides field by field
 * what stays: what somebody has changed since, a value that another company has by now, a parent that is gone or that stands
 * below the company by now. As with contacts, a field that was put back by itself before is left out, and so are companies that
 * the import created.
 */
export async function judgeChangedCompanies(work: UndoWork, stretch: RunStretch): Promise<void> {
  // Nobody changes the tree until its parts are back.
  if (!work.isPreview) await work.db.selectFrom('account').select('id').forNoKeyUpdate().execute();
  await findChanged(work, stretch);
  const { rows } = await sql<{ field: string }>`select distinct field from changed`.execute(work.db);
  if (rows.length === 0) return;
  const fields = new Set(rows.map(({ field }) => field));
  await findTouched(work, stretch);
  await judgeValues(work);
  if (fields.has('parent_company')) await judgeParents(work, stretch);
  if (fields.has('name')) await findFormerNames(work);
  await judgeTaken(work, fields);
  if (fields.has('parent_company')) await judgeCircles(work);
}

/** A list of domains in another order is the same list. */
async function judgeValues(work: UndoWork): Promise<void> {
  const { db } = work;
  const account = undoAccountOf(work);
  await sql`
    update changed g set reason = 'changed' from touched t
    where t.company_id = g.company_id and t.field = g.field`.execute(db);
  const own = companyColumns.map((column) => sql`${sql.lit(column)}, ${sql.ref(`c.${column}`)}`);
  await sql`
    update changed g set reason = 'changed'
    from (select distinct company_id from changed) d
    join company c on c.account_id = ${account} and c.id = d.company_id
    cross join lateral (select jsonb_build_object(${sql.join(own)}, 'domains', nullif(array(
      select domain from company_domain e where e.account_id = ${account} and e.company_id = c.id order by domain), '{}')) as own) v
    where g.company_id = d.company_id and g.reason is null and g.field <> 'parent_company'
      and coalesce(case when jsonb_exists(v.own, g.field) then v.own else c.custom_fields end -> g.field, 'null')
        is distinct from g.after`.execute(db);
}

/** By ids, since names tell too little. No parent at all is what the removal of a created one has left. */
async function judgeParents(work: UndoWork, { first_row, last_row }: RunStretch): Promise<void> {
  const { db, import_id } = work;
  const account = undoAccountOf(work);
  await sql`
    insert into moved
    select r.company_id, (array_agg((r.parent ->> 'before')::bigint order by r.row_number))[1],
      (array_agg((r.parent ->> 'after')::bigint order by r.row_number desc))[1]
    from changed g
    join import_row r on r.account_id = ${account} and r.import_id = ${import_id} and r.company_id = g.company_id
    where g.field = 'parent_company' and r.phase = 'run' and r.row_number between ${first_row} and ${last_row}
      and r.changes is not null and r.parent is not null
    group by r.company_id`.execute(db);
  const isThere = (id: string) =>
    sql`exists (select from company k where k.account_id = ${account} and k.id = ${sql.ref(id)})`;
  // A former parent that the import itself had made, for an earlier row: what stood above before that comes back with that row.
  await sql`
    update moved m set before = null
    where not ${isThere('m.before')} and exists (
      select from import_row r
      where r.account_id = ${account} and r.import_id = ${import_id} and r.company_id = m.company_id and r.phase = 'run'
        and r.row_number < ${first_row} and r.changes is not null and r.parent is not null)`.execute(db);
  await sql`
    update changed g set reason = case
      when c.parent_company_id is distinct from m.after and not (c.parent_company_id is null and not ${isThere('m.after')}) then 'changed'
      when m.before is not null and not ${isThere('m.before')} then 'company_gone' end
    from moved m, company c
    where m.company_id = g.company_id and c.account_id = ${account} and c.id = g.company_id
      and g.field = 'parent_company' and g.reason is null`.execute(db);
}

async function findFormerNames({ db }: UndoWork): Promise<void> {
  const { rows } = await sql<{ company_id: number; name: string }>`
    select company_id, before #>> '{}' as name from changed where field = 'name' and reason is null`.execute(db);
  await sql`
    insert into former_name
    select * from unnest(${rows.map(({ company_id }) => company_id)}::bigint[],
      ${rows.map(({ name }) => companyNameKey(name))}::text[], ${rows.map(({ name }) => sortKey(name))}::text[])`.execute(
    db,
  );
}

/** Whoever keeps a value may keep another company from getting it back, and so on. */
async function judgeTaken(work: UndoWork, fields: ReadonlySet<string>): Promise<void> {
  const { db, import_id, isPreview } = work;
  const account = undoAccountOf(work);
  const givesUp = (field: string) =>
    isPreview
      ? sql`(o.created_by_import_id = ${import_id} or exists (
          select from import_row r where r.account_id = ${account} and r.import_id = ${import_id} and r.phase = 'run'
            and r.company_id = o.id and r.changes is not null and jsonb_exists(r.changes, ${field})))`
      : sql`exists (select from changed h where h.company_id = o.id and h.field = ${field} and h.reason is null)`;
  const holders = {
    name: sql`former_name f join company o on o.account_id = ${account} and o.name_key = f.name_key
      where f.company_id = g.company_id`,
    unique_external_id: sql`company o
      where o.account_id = ${account} and o.unique_external_id = g.before #>> '{}'`,
    domains: sql`jsonb_array_elements_text(case when jsonb_typeof(g.before) = 'array' then g.before else '[]' end) n (domain)
      join company_domain e on e.account_id = ${account} and e.domain = n.domain
      join company o on o.account_id = ${account} and o.id = e.company_id
      where true`,
    ...(await holdersOfUnique(work, 'company')),
  };
  for (const [field, holder] of Object.entries(holders)) {
    if (!fields.has(field)) continue;
    for (let found = 1n; found > 0n; ) {
      const { numAffectedRows = 0n } = await sql`
        update changed g set reason = 'taken'
        where g.field = ${field} and g.reason is null and g.before <> 'null' and exists (
          select from ${holder} and o.id <> g.company_id and not ${givesUp(field)})`.execute(db);
      found = numAffectedRows;
    }
  }
}

/** Above whom a former parent would stand by now, as the tree will be once all that goes back is back. */
async function judgeCircles({ db, ...work }: UndoWork): Promise<void> {
  const account = undoAccountOf({ db, ...work });
  for (let found = 1n; found > 0n; ) {
    const { numAffectedRows = 0n } = await sql`
      with recursive back as (
        select g.company_id, m.before from changed g join moved m using (company_id)
        where g.field = 'parent_company' and g.reason is null),
      above (start, id, depth) as (
        select company_id, before, 1 from back where before is not null
        union all
        select a.start, u.id, depth + 1 from above a cross join lateral (
          select case when b.company_id is not null then b.before else c.parent_company_id end as id
          from company c left join back b on b.company_id = c.id
          where c.account_id = ${account} and c.id = a.id offset 0) u
        where u.id is not null and a.id <> a.start and depth < 100)
      update changed g set reason = 'circle' where g.field = 'parent_company' and g.reason is null and g.company_id in (
        select start from above where id = start)`.execute(db);
    found = numAffectedRows;
  }
}
