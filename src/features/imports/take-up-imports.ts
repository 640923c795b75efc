import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { runImportJob } from './import.ts';

/** Asks again for the work on imports whose worker has not been heard of: it was killed, or its job was lost. Run every minute. */
export async function takeUpImports(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const waiting = await db
      .selectFrom('import')
      .select('id')
      .where('state', 'in', ['checking', 'running'])
      .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<', clock.now())]))
      .orderBy('asked_at')
      .orderBy('id')
      .execute();
    for (const { id } of waiting) await enqueue(ctx, runImportJob, { import_id: id });
  });
}
