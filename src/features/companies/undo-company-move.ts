import { findChange } from '#features/change-log/find-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { findFormerParent } from './find-former-parent.ts';
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
    const { changes } = change;
    if (change.act !== 'moved' || !changes?.parent_company) throw new Failure('not_found', 'platform.not_found');
    const after = changes['parent_company.id']?.[1];
    if (company.parent_company_id !== after) throw new Failure('conflict', 'companies.moved_since');
    const parent = await findFormerParent(ctx, changes);
    const parent_company_id = parent?.id ?? null;
    await moveCompany(ctx, { id: input.id, parent_company_id }, 'move_undone');
  });
}
