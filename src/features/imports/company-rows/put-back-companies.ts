import { sql } from 'kysely';
import { companyColumns } from '#features/companies/company.ts';
import { type UndoWork, undoAccountOf } from '#features/imports/undo/undo-work.ts';
import { enqueue } from '#platform/queue/enqueue.ts';

const elsewhere = [...companyColumns, 'domains', 'parent_company'];

/**
 * Gives the companies of `changed` back what nothing keeps as it is, and writes that down. Exactly the inverse of what the
 * stretch did, so later stretches come first. Gives of how many companies something went back.
 */
export async function putBackCompanies(work: UndoWork): Promise<number> {
  const { ctx, db, at, import_id, agent_id } = work;
  const account = undoAccountOf(work);
  const { rows } = await sql<{ field: string }>`select distinct field from changed where reason is null`.execute(db);
  if (rows.length === 0) return 0;
  const fields = new Set(rows.map(({ field }) => field));
  await letGo(work, fields);
  const columns = companyColumns.filter((column) => fields.has(column));
  const values = columns.map((column) => {
    const before = sql`g.own ->> ${column}`;
    return sql`${sql.ref(column)} = case when jsonb_exists(g.own, ${column})
      then ${column === 'renewal_date' ? sql`(${before})::date` : before} else ${sql.ref(`c.${column}`)} end`;
  });
  await sql`
    update company c set ${sql.join([
      ...values,
      sql`name_key = coalesce(f.name_key, c.name_key), sort_key = coalesce(f.sort_key, c.sort_key)`,
      sql`parent_company_id = case when g.is_moving then m.before else c.parent_company_id end`,
      sql`custom_fields = c.custom_fields - coalesce(g.emptied, '{}') || coalesce(g.custom, '{}')`,
      sql`updated_at = ${at}::timestamptz`,
    ])}
    from (
      select company_id, bool_or(field = 'parent_company') as is_moving, bool_or(field = 'name') as is_renamed,
        coalesce(jsonb_object_agg(field, before) filter (where field = any (${columns})), '{}') as own,
        jsonb_object_agg(field, before) filter (where field <> all (${elsewhere}) and before <> 'null') as custom,
        array_agg(field) filter (where field <> all (${elsewhere}) and before = 'null') as emptied
      from changed where reason is null group by company_id
    ) g
    left join former_name f on g.is_renamed and f.company_id = g.company_id
    left join moved m on m.company_id = g.company_id
    where c.account_id = ${account} and c.id = g.company_id`.execute(db);
  if (fields.has('domains')) await putBackDomains(work);
  await sql`
    insert into change_log (account_id, at, caller_kind, caller_id, record, record_id, act, changes, import_id)
    select ${account}, ${at}::timestamptz, ${agent_id === null ? 'system' : 'agent'}, ${agent_id}::bigint,
      'company', company_id, 'import_undone', jsonb_object_agg(field, jsonb_build_array(after, before)), ${import_id}::bigint
    from changed where reason is null group by company_id order by company_id`.execute(db);
  const { rows: companies } = await sql<{ company_id: number; is_searched: boolean }>`
    select company_id, bool_or(field = 'name') and exists (
      select from membership m where m.account_id = ${account} and m.company_id = g.company_id offset 0) as is_searched
    from changed g where reason is null group by company_id order by company_id`.execute(db);
  for (const { company_id, is_searched } of companies) {
    if (is_searched) await enqueue(ctx, 'contacts.write_search_of_company', { company_id });
  }
  return companies.length;
}

/** A name or an id may go from one company to another: all let go of theirs before any gets one. */
async function letGo(work: UndoWork, fields: ReadonlySet<string>): Promise<void> {
  const { db } = work;
  const going = (field: string) => sql`
    from changed g where c.account_id = ${undoAccountOf(work)} and c.id = g.company_id and g.field = ${field} and g.reason is null`;
  // No name has a line in it.
  if (fields.has('name')) await sql`update company c set name_key = E'\n' || c.id ${going('name')}`.execute(db);
  if (fields.has('unique_external_id')) {
    await sql`update company c set unique_external_id = null ${going('unique_external_id')}`.execute(db);
  }
}

async function putBackDomains(work: UndoWork): Promise<void> {
  const { db } = work;
  const account = undoAccountOf(work);
  await sql`
    delete from company_domain e using changed g
    where e.account_id = ${account} and e.company_id = g.company_id and g.field = 'domains' and g.reason is null`.execute(
    db,
  );
  await sql`
    insert into company_domain (account_id, domain, company_id)
    select ${account}, n.domain, g.company_id
    from changed g cross join jsonb_array_elements_text(
      case when jsonb_typeof(g.before) = 'array' then g.before else '[]' end) n (domain)
    where g.field = 'domains' and g.reason is null order by n.domain`.execute(db);
}
