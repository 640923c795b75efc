import { recordChange } from '#features/change-log/record-change.ts';
import { enqueueNext } from '#features/imports/enqueue-next.ts';
import type { TakenImport } from '#features/imports/take-import.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Failure } from '#platform/failure.ts';

/**
 * Ends an undo. One that could not get to its end says why and leaves the import as it stood before, so that the undo can be
 * asked for again and goes on there. Does nothing when the import is no longer the worker's.
 */
export async function finishUndo(ctx: Context, taken: TakenImport, failure: Failure | null): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const ended = failure
      ? {
          state: taken.state_before_undo!,
          undo_failure_code: failure.code,
          undo_failure_values: JSON.stringify(failure.more.values ?? {}),
        }
      : { state: 'undone' as const, undone_at: clock.now() };
    const { numUpdatedRows } = await db
      .updateTable('import')
      .set({ ...ended, lease_key: null, lease_until: null })
      .where('id', '=', taken.id)
      .where('lease_key', '=', taken.lease_key)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    if (!failure) await recordChange(ctx, { record: 'import', record_id: taken.id, act: 'undone' });
    await enqueueNext(ctx);
  });
}
