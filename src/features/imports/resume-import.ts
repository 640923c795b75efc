import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { runImportJob } from './import.ts';
import { lockImport } from './lock-import.ts';
import { starterOf } from './starter-of.ts';

/**
 * Lets a paused run go on where it was, as soon as no other run of the account is at work. From now on it is the caller's:
 * his rights decide, and he gets the mail. Resuming twice resumes once.
 */
export async function resumeImport(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'imports.run');
  await inTransaction(ctx, async (ctx) => {
    const { state, started_at, paused_at } = await lockImport(ctx, id);
    if (state === 'running' || state === 'done') return;
    if (state !== 'paused') throw new Failure('conflict', 'imports.is_not_paused');
    const { db, clock } = ctx;
    const rest_ms = clock.now().getTime() - paused_at!.getTime();
    await db
      .updateTable('import')
      .set({
        ...starterOf(ctx),
        state: 'running',
        // Rate and time left are told from the time it was at work.
        started_at: started_at && new Date(started_at.getTime() + rest_ms),
        paused_at: null,
        try_count: 0,
      })
      .where('id', '=', id)
      .execute();
    await recordChange(ctx, { record: 'import', record_id: id, act: 'resumed' });
    await enqueue(ctx, runImportJob, { import_id: id });
  });
}
