import type { Pool, PoolClient } from 'pg';
import type { Context } from '#platform/context.ts';
import { databaseOfPool } from './database.ts';

/**
 * Gives `work` a context whose transactions all run on one and the same connection of the pool, one after the other, so
 * that temporary tables and settings of the session last between them. The connection is closed afterwards, and they with
 * it.
 */
export async function onOneConnection<C extends Context, R>(ctx: C, work: (ctx: C) => Promise<R>): Promise<R> {
  const client = await ctx.db.pool.connect();
  const { release } = client;
  // Transactions give their connection back; this one stays until the work is over.
  client.release = () => undefined;
  const pool = { connect: async () => client } as { connect(): Promise<PoolClient> } as Pool;
  try {
    return await work({ ...ctx, db: databaseOfPool(pool) });
  } finally {
    release.call(client, true);
  }
}
