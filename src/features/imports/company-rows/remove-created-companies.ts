import { sql } from 'kysely';
import { type UndoWork, undoAccountOf } from '#features/imports/undo/undo-work.ts';

/**
 * Removes the companies of `created` that nothing keeps, for good; their domains go with them. Those that were there before
 * and stand below one let go of it: what was above them before comes back with their other changes. Gives how many went.
 */
export async function removeCreatedCompanies(work: UndoWork): Promise<number> {
  const { db } = work;
  const account = undoAccountOf(work);
  await sql`
    update company k set parent_company_id = null from created g
    where k.account_id = ${account} and k.parent_company_id = g.company_id and g.reason is null
      and k.created_by_import_id is distinct from ${work.import_id}`.execute(db);
  const { numAffectedRows } = await sql`
    delete from company c using created g
    where c.account_id = ${account} and c.id = g.company_id and g.reason is null`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
