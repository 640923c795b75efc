import type { Context } from '#platform/context.ts';
import { invalid } from '#platform/failure.ts';
import { allowParent } from './check-parent.ts';
import { companyNameKey } from './company.ts';
import { lockCompanyTree } from './lock-company-tree.ts';

/**
 * The id of the company that is to stand above another, by name. Refuses a name that no company has, the company itself
 * and those below it, and a tree of more than 20 levels. The tree stays locked until the transaction ends.
 */
export async function findParentCompany(ctx: Context, name: string, company_id: number | null): Promise<number> {
  await lockCompanyTree(ctx);
  const parent = await ctx.db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('name_key', '=', companyNameKey(name))
    .where('deleted_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
  if (!parent) throw invalid([{ field: 'parent_company', code: 'companies.parent_unknown', values: { name } }]);
  await allowParent(ctx, { parent: { id: parent.id, name }, company_id });
  return parent.id;
}
