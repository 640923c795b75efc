import type { Context } from '#platform/context.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { runImportJob } from './import.ts';
import { nextInQueue } from './next-in-queue.ts';
import { waitsForCompanies } from './uploads/awaited-companies.ts';

/** Lets the account's next run or undo begin, if one waits, and the checks that have waited for companies. */
export async function enqueueNext(ctx: Context): Promise<void> {
  const next = await nextInQueue(ctx);
  const checks = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('state', '=', 'checking')
    .where('upload_id', 'is not', null)
    .where('lease_key', 'is', null)
    .where((row) => row.not(waitsForCompanies))
    .execute();
  for (const import_id of [next, ...checks.map(({ id }) => id)]) {
    if (import_id !== null) await enqueue(ctx, runImportJob, { import_id });
  }
}
