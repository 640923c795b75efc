import type { Context } from '#platform/context.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { runImportJob } from './import.ts';
import { nextInQueue } from './next-in-queue.ts';

/** Lets the account's next run or undo begin, if one waits. */
export async function enqueueNext(ctx: Context): Promise<void> {
  const next = await nextInQueue(ctx);
  if (next !== null) await enqueue(ctx, runImportJob, { import_id: next });
}
