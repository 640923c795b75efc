import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { chunkRows, runImportJob } from './import.ts';
import { lockImport } from './lock-import.ts';
import { updateRememberedMapping } from './mapping/update-remembered-mapping.ts';
import { refuseProblems } from './refuse-problems.ts';
import { starterOf } from './starter-of.ts';

/**
 * Starts the import, or puts it behind those of the account that run: none is refused. It is the caller's from now on: his
 * rights decide, and he gets the mail. Starting twice starts once.
 */
export async function startImport(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'imports.run');
  await inTransaction(ctx, async (ctx) => {
    const found = await lockImport(ctx, id);
    const { state, inspection } = found;
    if (state === 'running' || state === 'done') return;
    if (state !== 'uploaded' && state !== 'checked') throw new Failure('conflict', 'imports.can_not_start');
    refuseProblems(inspection);
    await ctx.db
      .updateTable('import')
      // Nobody maps it any more, so its first rows have done their work.
      .set({
        ...starterOf(ctx),
        inspection: sql`inspection - 'rows'`,
        state: 'running',
        chunk_rows: chunkRows,
        asked_at: ctx.clock.now(),
        started_at: null,
        finished_at: null,
        try_count: 0,
      })
      .where('id', '=', id)
      .execute();
    await updateRememberedMapping(ctx, found);
    await recordChange(ctx, { record: 'import', record_id: id, act: 'started' });
    await enqueue(ctx, runImportJob, { import_id: id });
  });
}
