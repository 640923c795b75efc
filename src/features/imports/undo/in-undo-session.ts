import { prepareSession } from '#features/imports/engine/prepare-session.ts';
import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/database/database.ts';
import { onOneConnection } from '#platform/database/one-connection.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Gives `work` a connection of its own, since temporary tables leave their traces on one: planned from the few rows of a
 * stretch to what they meet. With a name, which others may end it by.
 */
export async function inUndoSession<R>(ctx: Context, work: (ctx: Context) => Promise<R>, name?: string): Promise<R> {
  return onOneConnection(ctx, async (ctx) => {
    await inTransaction(ctx, ({ db }) => prepare(db, name));
    return work(ctx);
  });
}

async function prepare(db: Database, name = 'maru undo'): Promise<void> {
  // An undo locks the records that it judges and has to see them as they are once it has them; and it reads stretches of the
  // change log, which lie apart from each other.
  await prepareSession(db.client!, name, { isolation: 'read committed' });
  await db.client!.query('set enable_bitmapscan = on');
}
