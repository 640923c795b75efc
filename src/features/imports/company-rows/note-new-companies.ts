import { sql } from 'kysely';
import { accountOf, type ChunkWork, hasTarget } from '#features/imports/engine/chunk-work.ts';

/**
 * Remembers, while a check runs, the companies that rows at work would make, for themselves or as a parent, and those that
 * somebody has answered for. `matchCompanies` then finds the known ones that they are like.
 */
export async function noteNewCompanies(work: ChunkWork): Promise<void> {
  const { db, plan, import_id, phase } = work;
  if (phase !== 'check' || import_id === null) return;
  const account = accountOf(work);
  const hasChoices = plan.company_choices.size > 0;
  const named = (ref: 'name' | 'parent_company', key: string, isMade: ReturnType<typeof sql<boolean>>) => {
    const fileKey = sql.ref(hasChoices ? `s.file_${key}` : `s.${key}`);
    const answer = sql.ref(`s.${ref}_answer`);
    const isUsed = hasChoices
      ? sql`(${answer} is not distinct from 'use' and (d.refusal is null or d.refusal like 'company_choice_gone%'))`
      : sql`false`;
    return sql`
      select ${fileKey} as company_key, ${sql.ref(hasChoices ? `s.file_${ref}` : `s.${ref}`)} as name, d.row_number, ${isUsed} as is_used
      from decided d join staged s using (row_number)
      where ${fileKey} is not null and ((d.refusal is null and ${isMade}) or ${isUsed})`;
  };
  const ways = [
    ...(hasTarget(plan, 'name') ? [named('name', 'name_key', sql`d.is_new and not d.is_claiming`)] : []),
    ...(hasTarget(plan, 'parent_company')
      ? [named('parent_company', 'parent_company_key', sql`d.is_moving and d.parent_id is null`)]
      : []),
  ];
  await sql`
    insert into import_company (account_id, import_id, company_key, name, rows_count)
    select ${account}, ${import_id}::bigint, n.company_key, n.name, n.rows_count
    from (
      select company_key, (array_agg(name order by row_number))[1] as name, count(*) as rows_count, bool_or(is_used) as is_used
      from (${sql.join(ways, sql` union all `)}) ways group by company_key offset 0
    ) n
    where n.is_used or not exists (
      select from public.company k where k.account_id = ${account} and k.name_key = n.company_key)
    order by n.company_key
    on conflict (account_id, import_id, company_key) do update
    set rows_count = import_company.rows_count + excluded.rows_count`.execute(db);
}
