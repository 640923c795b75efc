import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/database/database.ts';
import { onOneConnection } from '#platform/database/one-connection.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Gives `work` a connection of its own, since temporary tables leave their traces on one: planned from the few rows of a
 * stretch to what they meet. With a name, which others may end it by. A server whose client was killed notices within
 * seconds and lets its locks go.
 */
export async function inUndoSession<R>(ctx: Context, work: (ctx: Context) => Promise<R>, name?: string): Promise<R> {
  return onOneConnection(ctx, async (ctx) => {
    await inTransaction(ctx, ({ db }) => prepare(db, name));
    return work(ctx);
  });
}

async function prepare(db: Database, name?: string): Promise<void> {
  await db.client!.query(`
    ${name ? `set application_name = '${name}';` : ''}
    set enable_hashjoin = off;
    set enable_mergejoin = off;
    set enable_material = off;
    set jit = off;
    set work_mem = '32MB';
    select set_config('client_connection_check_interval', '5s', false) where version() !~* 'mingw|visual c';
  `);
}
