import type { PoolClient } from 'pg';
import { type Caller, type Context, isLooking } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { databaseOfClient } from './database.ts';

/** Deadlock and serialisation failure: the transaction did nothing and may simply be tried again. */
const passing = new Set(['40P01', '40001']);
const triesCount = 3;
/** PostgreSQL refuses to write in a transaction that may only read. */
const readOnly = '25006';

/**
 * Runs an act's work in one transaction of the caller's account, or joins the one that is running. Sets the account for
 * row-level security and hands on a context whose clock stands at the transaction's database time. A deadlock is tried
 * again up to twice, so `work` must not change anything outside the database. Any throw rolls back.
 */
export async function inTransaction<C extends Context, R>(ctx: C, work: (ctx: C) => Promise<R>): Promise<R> {
  if (ctx.db.client) return work(ctx);
  for (let tries = 1; ; tries++) {
    const client = await ctx.db.pool.connect();
    let broken: Error | undefined;
    try {
      const started = await begin(client, ctx.caller);
      const db = databaseOfClient(ctx.db.pool, client);
      const result = await work({ ...ctx, db, clock: ctx.clock.standingAt(started) });
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failed: Error) => {
        broken = failed;
      });
      const { code } = error as { code?: string };
      if (code === readOnly && isLooking(ctx.caller)) throw new Failure('forbidden', 'platform.only_looking');
      if (tries >= triesCount || !passing.has(code ?? '')) throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** Begins, for reading only where the caller may do no more, sets the account and reads the database's time in one round trip. */
async function begin(client: PoolClient, caller: Caller): Promise<Date> {
  const { account_id } = caller;
  if (!Number.isSafeInteger(account_id)) throw new Error(`not an account id: ${account_id}`);
  const results = (await client.query(
    `begin${isLooking(caller) ? ' read only' : ''}; select set_config('maru.account_id', '${account_id}', true), transaction_timestamp() as at`,
  )) as unknown as { rows: { at: Date }[] }[];
  return results[1]!.rows[0]!.at;
}
