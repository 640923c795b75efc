import { findChange } from '#features/change-log/find-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { companyNameKey } from './company.ts';
import { lockCompany } from './lock-company.ts';
import { lockCompanyTree } from './lock-company-tree.ts';
import { moveCompany } from './move-company.ts';

/**
 * Puts a company back to where it stood before a move in its change log. Refused where it was moved again since, or where its
 * former parent is gone or would close a circle by now.
 */
export async function undoCompanyMove(ctx: Context, input: { id: number; change_id: number }): Promise<void> {
  allow(ctx, 'companies.edit');
  await inTransaction(ctx, async (ctx) => {
    await lockCompanyTree(ctx);
    const company = await lockCompany(ctx, input.id);
    const change = await findChange(ctx, { record: 'company', record_id: input.id, change_id: input.change_id });
    const [before, after] = (change.act === 'moved' && change.changes?.parent_company) || [];
    if (before === undefined) throw new Failure('not_found', 'platform.not_found');
    if (company.parent_company !== after) throw new Failure('conflict', 'companies.moved_since');
    const parent_company_id = before === null ? null : await idOfFormer(ctx, String(before));
    await moveCompany(ctx, { id: input.id, parent_company_id }, 'move_undone');
  });
}

async function idOfFormer({ db }: Context, name: string): Promise<number> {
  const parent = await db
    .selectFrom('company')
    .select('id')
    .where('name_key', '=', companyNameKey(name))
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!parent) throw new Failure('conflict', 'companies.former_parent_gone', { values: { name } });
  return parent.id;
}
