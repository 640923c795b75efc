import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

const dayMs = 24 * 3_600_000;

/** Deletes files whose writer died: they have had no size for a day. Runs by the schedule. */
export async function deleteUnfinishedFiles(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db, clock }) =>
    db
      .deleteFrom('stored_file')
      .where('size_bytes', 'is', null)
      .where('created_at', '<', new Date(clock.now().getTime() - dayMs))
      .execute(),
  );
}
