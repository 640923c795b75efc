import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { dropImportFiles } from './drop-import-files.ts';
import { statesAtWork } from './search-import-files.ts';

/**
 * Drops the files of imports that nobody has touched for as many days as the account keeps them. What the imports did, and
 * the rows that they refused, stay. Runs by the schedule.
 */
export async function expireImportFiles(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ id: number }>`
      select import.id from import join account on account.id = import.account_id
      where file_id is not null and not state = any(${statesAtWork}::text[])
        and greatest(import.created_at, asked_at, started_at, finished_at, paused_at, undone_at)
          < ${ctx.clock.now()}::timestamptz - make_interval(days => import_file_days)
      order by import.id for no key update of import`.execute(ctx.db);
    await dropImportFiles(
      ctx,
      rows.map(({ id }) => id),
      'imports.file_expired',
    );
  });
}
