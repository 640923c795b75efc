import type { Changes } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { allowParent } from './check-parent.ts';
import { lockCompany } from './lock-company.ts';
import { lockCompanyTree } from './lock-company-tree.ts';

/**
 * Puts a company, and with it all below it, under another one or (null) at the top. False where it stands there already.
 * Refuses the company itself and those below it, and a tree of more than 20 levels.
 */
export async function moveCompany(
  ctx: Context,
  { id, parent_company_id }: { id: number; parent_company_id: number | null },
  act: 'moved' | 'move_undone' = 'moved',
): Promise<boolean> {
  allow(ctx, 'companies.edit');
  return inTransaction(ctx, async (ctx) => {
    await lockCompanyTree(ctx);
    const company = await lockCompany(ctx, id);
    if (company.parent_company_id === parent_company_id) return false;
    const parent = parent_company_id === null ? null : await findLiving(ctx, parent_company_id);
    if (parent) await allowParent(ctx, { parent, company_id: id });
    await ctx.db
      .updateTable('company')
      .set({ parent_company_id, updated_at: ctx.clock.now() })
      .where('id', '=', id)
      .execute();
    const changes: Changes = {
      parent_company: [company.parent_company, parent?.name ?? null],
      'parent_company.id': [company.parent_company_id, parent_company_id],
    };
    await recordChange(ctx, { record: 'company', record_id: id, act, changes });
    return true;
  });
}

async function findLiving({ db }: Context, id: number): Promise<{ id: number; name: string }> {
  const parent = await db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
  if (!parent) throw new Failure('not_found', 'platform.not_found');
  return parent;
}
