import type { Changes } from '#features/change-log/change.ts';
import { findChange } from '#features/change-log/find-change.ts';
import { stillChanged } from '#features/change-log/still-changed.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { companyFields } from './company.ts';
import type { FoundCompany } from './find-company.ts';
import { findFormerParent } from './find-former-parent.ts';
import { lockCompany } from './lock-company.ts';
import { companyValues, updateCompany } from './update-company.ts';

/** Whether an entry of a company's log is one that `undoCompanyUpdate` can take back, as the company is now. */
export function canUndoUpdate(
  company: FoundCompany,
  { act, changes }: { act: string; changes: Changes | null },
): boolean {
  if (!changes || (act !== 'updated' && act !== 'undone')) return false;
  return Object.keys(stillChanged(changes, valuesOf(company))).length > 0;
}

/**
 * Takes back one change of a company's fields by its id in its log: each goes back to its former value where it still has
 * the one it was given then. Fails as conflict where nothing is left to take back, and like `updateCompany`.
 */
export async function undoCompanyUpdate(
  ctx: Context,
  { company_id, change_id }: { company_id: number; change_id: number },
): Promise<void> {
  allow(ctx, 'companies.edit');
  await inTransaction(ctx, async (ctx) => {
    const company = await lockCompany(ctx, company_id);
    const change = await findChange(ctx, { record: 'company', record_id: company_id, change_id });
    if (!canUndoUpdate(company, change)) throw new Failure('conflict', 'companies.changed_since');
    const former = Object.entries(stillChanged(change.changes!, valuesOf(company)));
    const isBuiltIn = (name: string) => companyFields.some((field) => field.name === name);
    const valuesWhere = (isMeant: (name: string) => boolean) =>
      Object.fromEntries(former.filter(([name]) => isMeant(name)).map(([name, [before]]) => [name, before]));
    const custom_fields = valuesWhere((name) => !isBuiltIn(name));
    const values = valuesWhere(isBuiltIn);
    // By the name that it has now: its former one may be another company's.
    const parent = values.parent_company ? await findFormerParent(ctx, change.changes!) : null;
    const placed = { ...values, ...(parent && { parent_company: parent.name }) };
    await updateCompany(ctx, { ...placed, custom_fields, id: company_id }, { act: 'undone' });
  });
}

function valuesOf(company: FoundCompany) {
  return { ...company.custom_fields, ...companyValues(company) };
}
