import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { endImportSessions } from './end-import-sessions.ts';
import { enqueueNext } from './enqueue-next.ts';
import { lockImport } from './lock-import.ts';

/**
 * Cancels an import that is not over. A run stops at once, in the middle of a statement too: the stretch it is at is not
 * written, what came before stays, and the counts say how far it came. An undo stops likewise and can be asked for again;
 * what it has undone stays undone. That takes the right to undo.
 */
export async function cancelImport(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'imports.run');
  await inTransaction(ctx, async (ctx) => {
    const { state, state_before_undo } = await lockImport(ctx, id);
    if (state === 'cancelled') return;
    const isUndo = state === 'undoing';
    if (isUndo) allow(ctx, 'imports.undo');
    if (state === 'done' || state === 'failed' || state === 'undone') throw new Failure('conflict', 'imports.is_over');
    const { db, clock } = ctx;
    const ended = isUndo ? { state: state_before_undo! } : { state: 'cancelled' as const, finished_at: clock.now() };
    await db
      .updateTable('import')
      .set({ ...ended, lease_key: null, lease_until: null })
      .where('id', '=', id)
      .execute();
    await recordChange(ctx, { record: 'import', record_id: id, act: isUndo ? 'undo_cancelled' : 'cancelled' });
    await endImportSessions(ctx, id);
    await enqueueNext(ctx);
  });
}
