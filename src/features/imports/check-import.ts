import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { chunkRows, runImportJob } from './import.ts';
import { lockImport } from './lock-import.ts';
import { refuseProblems } from './refuse-problems.ts';
import { starterOf } from './starter-of.ts';

/** Asks for the check of the whole file: what the run would do, row by row, with nothing written. An earlier check is void. */
export async function checkImport(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'imports.run');
  await inTransaction(ctx, async (ctx) => {
    const { state, inspection } = await lockImport(ctx, id);
    if (state === 'checking') return;
    if (state !== 'uploaded' && state !== 'checked') throw new Failure('conflict', 'imports.has_begun');
    refuseProblems(inspection);
    const { db, clock } = ctx;
    for (const table of ['import_row', 'import_chunk'] as const) {
      await db.deleteFrom(table).where('import_id', '=', id).where('phase', '=', 'check').execute();
    }
    await forgetCompanies(ctx, id);
    await db
      .updateTable('import')
      .set({
        ...starterOf(ctx),
        state: 'checking',
        chunk_rows: chunkRows,
        asked_at: clock.now(),
        started_at: null,
        finished_at: null,
        try_count: 0,
      })
      .where('id', '=', id)
      .execute();
    await enqueue(ctx, runImportJob, { import_id: id });
  });
}

/** What was answered for a company stays; how many rows name it is counted anew. */
async function forgetCompanies({ db }: Context, import_id: number): Promise<void> {
  await db.deleteFrom('import_company').where('import_id', '=', import_id).where('choice', 'is', null).execute();
  await db.updateTable('import_company').set({ rows_count: 0 }).where('import_id', '=', import_id).execute();
}
