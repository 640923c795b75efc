import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { runImportJob } from './import.ts';
import { nextInQueue } from './next-in-queue.ts';
import { waitsForCompanies } from './uploads/awaited-companies.ts';

/** All workers look; so long after one has asked for a piece of work, none asks for it again. */
const patienceMs = 15_000;

/**
 * Asks again for the work on imports whose worker has not been heard of: it was killed, or its job was lost. Of runs and undos
 * only for the one whose turn it is. Every worker looks every few seconds, so that one is taken up soon after its lease ran out.
 */
export async function takeUpImports(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const now = clock.now();
    const next = await nextInQueue(ctx);
    const waiting = await db
      .updateTable('import')
      .set({ nudged_at: now })
      .where(({ eb, or }) => or([eb('state', '=', 'checking'), ...(next === null ? [] : [eb('id', '=', next)])]))
      .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
      .where(({ eb, fn, val }) =>
        eb(fn.coalesce('nudged_at', 'asked_at'), '<', val(new Date(now.getTime() - patienceMs))),
      )
      .where((row) => row.not(waitsForCompanies))
      .returning('id')
      .execute();
    for (const { id } of waiting) await enqueue(ctx, runImportJob, { import_id: id });
  });
}
