import { inTransaction } from '#platform/database/transaction.ts';
import type { JobContext } from '#platform/queue/job.ts';
import { runBulkAction } from './run-bulk-action.ts';

/** The schedule's job in one account: goes on with bulk actions that are due and that nobody works on. */
export async function takeOverBulkActions(ctx: JobContext): Promise<void> {
  const due = await inTransaction(ctx, ({ db, clock }) =>
    db
      .selectFrom('bulk_action')
      .select('id')
      .where('state', 'in', ['waiting', 'running'])
      .where('start_after', '<=', clock.now())
      .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<', clock.now())]))
      .orderBy('id')
      .execute(),
  );
  for (const { id } of due) {
    if (ctx.stopping.aborted) return;
    await runBulkAction(ctx, { bulk_action_id: id });
  }
}
