import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { companyNameKey } from './company.ts';

/** Levels of companies above one another, at most. */
export const maxTreeDepth = 20;

/**
 * The id of the company that is to stand above another, by name. Refuses a name that no company has, the company itself
 * and those below it, and a tree of more than 20 levels. Until the transaction ends nobody else in the account changes
 * the tree: two changes at once could close a circle that neither sees.
 */
export async function findParentCompany(ctx: Context, name: string, company_id: number | null): Promise<number> {
  const { db } = ctx;
  await db.selectFrom('account').select('id').forNoKeyUpdate().execute();
  const parent = await db
    .selectFrom('company')
    .select('id')
    .where('name_key', '=', companyNameKey(name))
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!parent) throw invalid([{ field: 'parent_company', code: 'companies.parent_unknown', values: { name } }]);
  const { rows } = await sql<{ above: number[]; below_count: number }>`
    with recursive above (id, depth) as (
      select ${parent.id}::bigint, 1
      union all
      select c.parent_company_id, depth + 1 from above join company c using (id)
      where c.parent_company_id is not null and depth <= ${maxTreeDepth}
    ), below (id, depth) as (
      select ${company_id}::bigint, 1
      union all
      select c.id, depth + 1 from below join company c on c.parent_company_id = below.id where depth <= ${maxTreeDepth}
    )
    select (select array_agg(id) from above) as above, (select max(depth) from below) as below_count
  `.execute(db);
  const { above, below_count } = rows[0]!;
  if (company_id !== null && above.includes(company_id)) {
    throw new Failure('conflict', 'companies.parent_of_itself', { field: 'parent_company', values: { name } });
  }
  if (above.length + below_count > maxTreeDepth) {
    throw new Failure('conflict', 'companies.tree_too_deep', {
      field: 'parent_company',
      values: { max: maxTreeDepth },
    });
  }
  return parent.id;
}
