import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { endImportSessions } from './end-import-sessions.ts';
import { enqueueNext } from './enqueue-next.ts';
import { lockImport } from './lock-import.ts';

/**
 * Lets a run rest, or keeps one that waits for its turn from beginning: at once, in the middle of a statement too. What was
 * written stays, and a resumed run goes on behind it. Others of the account may pass meanwhile. Pausing twice pauses once.
 */
export async function pauseImport(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'imports.run');
  await inTransaction(ctx, async (ctx) => {
    const { state } = await lockImport(ctx, id);
    if (state === 'paused') return;
    if (state !== 'running') throw new Failure('conflict', 'imports.is_not_running');
    const { db, clock } = ctx;
    await db
      .updateTable('import')
      .set({ state: 'paused', paused_at: clock.now(), lease_key: null, lease_until: null })
      .where('id', '=', id)
      .execute();
    await recordChange(ctx, { record: 'import', record_id: id, act: 'paused' });
    await endImportSessions(ctx, id);
    await enqueueNext(ctx);
  });
}
