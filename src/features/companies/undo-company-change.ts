import { findChange } from '#features/change-log/find-change.ts';
import type { ListedChange } from '#features/change-log/list-changes.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { FoundCompany } from './find-company.ts';
import { lockCompanyTree } from './lock-company-tree.ts';
import { undoCompanyMove } from './undo-company-move.ts';
import { canUndoUpdate, undoCompanyUpdate } from './undo-company-update.ts';

/** Whether an entry of a company's log is one that `undoCompanyChange` can take back, as the company is now. */
export function canUndoChange(company: FoundCompany, change: Pick<ListedChange, 'act' | 'changes'>): boolean {
  if (company.deleted_at) return false;
  if (change.act === 'moved') return change.changes?.parent_company?.[1] === company.parent_company;
  return canUndoUpdate(company, change);
}

/** Takes back a move in the tree or a change of fields by its id in a company's log. Fails like `undoCompanyMove` and `undoCompanyUpdate`. */
export async function undoCompanyChange(
  ctx: Context,
  { company_id, change_id }: { company_id: number; change_id: number },
): Promise<void> {
  allow(ctx, 'companies.edit');
  await inTransaction(ctx, async (ctx) => {
    await lockCompanyTree(ctx);
    const { act } = await findChange(ctx, { record: 'company', record_id: company_id, change_id });
    if (act === 'moved') await undoCompanyMove(ctx, { id: company_id, change_id });
    else await undoCompanyUpdate(ctx, { company_id, change_id });
  });
}
