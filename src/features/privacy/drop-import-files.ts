import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Why an import lost its file before it was run; a failure's code, which its page says. */
type DropReason = 'imports.file_erased' | 'imports.file_expired';

/**
 * Drops the files of imports, in the running transaction. What the imports did and found stays; one that was not run, or
 * not to its end, can not go on and has failed with the reason.
 */
export async function dropImportFiles(
  ctx: Context,
  import_ids: readonly number[],
  failure_code: DropReason,
): Promise<void> {
  if (import_ids.length === 0) return;
  await inTransaction(ctx, async ({ db, clock }) => {
    await db
      .updateTable('import')
      .set({ state: 'failed', failure_code, failure_values: null, finished_at: clock.now() })
      .where('id', 'in', import_ids)
      .where('state', 'in', ['uploaded', 'checked', 'paused'])
      .execute();
    await db
      .deleteFrom('stored_file')
      .where('id', 'in', (files) =>
        files
          .selectFrom('import')
          .select('file_id')
          .where('id', 'in', import_ids)
          .where('file_id', 'is not', null)
          .$castTo<{ file_id: number }>(),
      )
      .execute();
  });
}
