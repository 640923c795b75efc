import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/** Levels of companies above one another, at most. */
export const maxTreeDepth = 20;

/**
 * What stands against putting a company (null: a new one) below another: `circle` where that is the company itself or below
 * it, `too_deep` where the tree would have more than 20 levels; null where nothing does. The tree must be locked.
 */
export async function checkParent(
  { db }: Context,
  { parent_company_id, company_id }: { parent_company_id: number; company_id: number | null },
): Promise<'circle' | 'too_deep' | null> {
  const { rows } = await sql<{ above: number[]; below_count: number }>`
    with recursive above (id, depth) as (
      select ${parent_company_id}::bigint, 1
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
  if (company_id !== null && above.includes(company_id)) return 'circle';
  return above.length + below_count > maxTreeDepth ? 'too_deep' : null;
}

/** Refuses what `checkParent` finds, by the parent's name. */
export async function allowParent(
  ctx: Context,
  { parent, company_id }: { parent: { id: number; name: string }; company_id: number | null },
): Promise<void> {
  const trouble = await checkParent(ctx, { parent_company_id: parent.id, company_id });
  const field = 'parent_company';
  if (trouble === 'circle') {
    throw new Failure('conflict', 'companies.parent_of_itself', { field, values: { name: parent.name } });
  }
  if (trouble === 'too_deep') {
    throw new Failure('conflict', 'companies.tree_too_deep', { field, values: { max: maxTreeDepth } });
  }
}
