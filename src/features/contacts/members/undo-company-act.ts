import { findChange } from '#features/change-log/find-change.ts';
import { undoCompanyChange } from '#features/companies/undo-company-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { undoCollecting } from './undo-collecting.ts';

/**
 * Takes back one act on a company by its id in the company's log: the contacts whom it was given by its domains go, what
 * changed the company itself goes back as `undoCompanyChange` says. Needs the right of the act itself.
 */
export async function undoCompanyAct(ctx: Context, input: { company_id: number; change_id: number }): Promise<void> {
  allow(ctx, 'companies.view');
  await inTransaction(ctx, async (ctx) => {
    const { company_id: record_id, change_id } = input;
    const { act } = await findChange(ctx, { record: 'company', record_id, change_id });
    if (act === 'contacts_collected') await undoCollecting(ctx, input);
    else await undoCompanyChange(ctx, input);
  });
}
