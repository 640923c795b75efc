import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { runImportJob } from './import.ts';
import { lockImport } from './lock-import.ts';

/**
 * Cancels an import that is not over. A run stops after the stretch it is at, within seconds; what it has written stays,
 * and the counts say how far it came.
 */
export async function cancelImport(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'imports.run');
  await inTransaction(ctx, async (ctx) => {
    const { state } = await lockImport(ctx, id);
    if (state === 'cancelled') return;
    if (state === 'done' || state === 'failed') throw new Failure('conflict', 'imports.is_over');
    const { db, clock } = ctx;
    await db
      .updateTable('import')
      .set({ state: 'cancelled', lease_key: null, lease_until: null, finished_at: clock.now() })
      .where('id', '=', id)
      .execute();
    await recordChange(ctx, { record: 'import', record_id: id, act: 'cancelled' });
    await enqueueNext(ctx);
  });
}

/** Lets the account's next run begin, if one waits. */
export async function enqueueNext(ctx: Context): Promise<void> {
  const next = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('state', '=', 'running')
    .orderBy('asked_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (next) await enqueue(ctx, runImportJob, { import_id: next.id });
}
