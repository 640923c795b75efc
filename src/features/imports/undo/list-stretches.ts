import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { RunStretch } from './undo-work.ts';

/** The stretches that an import's run has committed, in the order of the file: at most some hundred. */
export async function listStretches(ctx: Context, import_id: number): Promise<RunStretch[]> {
  return inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('import_chunk')
      .select(['position', 'first_row', 'last_row', 'finished_at'])
      .where('import_id', '=', import_id)
      .where('phase', '=', 'run')
      .orderBy('position')
      .execute(),
  );
}
