import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { ChangedRecord, Changes } from './change.ts';
import { viewRights } from './list-changes.ts';

/** One entry of a record's change log, to be undone; not_found where it is another record's. */
export async function findChange(
  ctx: Context,
  { record, record_id, change_id }: { record: ChangedRecord; record_id: number; change_id: number },
): Promise<{ act: string; changes: Changes | null; at: Date }> {
  allow(ctx, viewRights[record] ?? 'settings.edit');
  return inTransaction(ctx, async ({ db }) => {
    const change = await db
      .selectFrom('change_log')
      .select(['act', 'changes', 'at'])
      .where('record', '=', record)
      .where('record_id', '=', record_id)
      .where('id', '=', change_id)
      .executeTakeFirst();
    if (!change) throw new Failure('not_found', 'platform.not_found');
    return { ...change, changes: change.changes as Changes | null };
  });
}
