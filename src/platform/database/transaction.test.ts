import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { insertAccount, platformContext } from '../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../test/start-database.ts';
import { conflict } from './conflict.ts';
import { inTransaction } from './transaction.ts';

let database: TestDatabase;
let ctx: Context;
let account_id: number;

before(async () => {
  database = await startDatabase();
  account_id = await insertAccount(database);
  ctx = platformContext(database, { account_id });
});
after(() => database.drop());

const accountIds = (ctx: Context) => ctx.db.selectFrom('account').select('id').execute();
const insertHost = (ctx: Context, host: string) =>
  ctx.db
    .insertInto('account_host')
    .values({ account_id, host, public_url: `https://${host}`, created_at: ctx.clock.now() });

test('a transaction sees its caller’s account, and nothing is seen outside of one', async () => {
  const other = await insertAccount(database);
  assert.deepEqual(await accountIds(ctx), []);
  assert.deepEqual(await inTransaction(ctx, accountIds), [{ id: account_id }]);
  assert.deepEqual(await inTransaction(platformContext(database, { account_id: other }), accountIds), [{ id: other }]);
});

test('a throw undoes everything, what inner transactions did included', async () => {
  await assert.rejects(
    inTransaction(ctx, async (ctx) => {
      await inTransaction(ctx, (ctx) => insertHost(ctx, 'gone.example.com').execute());
      throw new Failure('invalid', 'platform.required');
    }),
    Failure,
  );
  const hosts = await inTransaction(ctx, (ctx) => ctx.db.selectFrom('account_host').select('host').execute());
  assert.ok(hosts.every(({ host }) => host !== 'gone.example.com'));
});

test('time stands still in a transaction, at the database’s time plus what a test moved it by', async () => {
  const clock = createClock();
  clock.offset_ms = 3_600_000;
  const moved = platformContext(database, { account_id, clock });
  await inTransaction(moved, async (ctx) => {
    const { rows } = await sql<{ at: Date }>`select transaction_timestamp() + interval '1 hour' as at`.execute(ctx.db);
    assert.deepEqual(ctx.clock.now(), rows[0]!.at);
    assert.deepEqual(await inTransaction(ctx, async (inner) => inner.clock.now()), ctx.clock.now());
  });
});

test('two transactions that lock each other out both end well: the loser is tried again', async () => {
  for (const host of ['one.example.com', 'two.example.com']) {
    await inTransaction(ctx, (ctx) => insertHost(ctx, host).execute());
  }
  let met = 0;
  const { promise: bothHoldOne, resolve } = Promise.withResolvers<void>();
  const touch = async (hosts: string[]) =>
    inTransaction(ctx, async (ctx) => {
      for (const host of hosts) {
        await ctx.db.updateTable('account_host').set({ public_url: hosts.join() }).where('host', '=', host).execute();
        if (++met === 2) resolve();
        await bothHoldOne;
      }
    });
  await Promise.all([touch(['one.example.com', 'two.example.com']), touch(['two.example.com', 'one.example.com'])]);
  assert.ok(met > 4, 'one of them began again');
});

test('a broken uniqueness becomes its sentence, another one is thrown on', async () => {
  const insert = () => inTransaction(ctx, (ctx) => insertHost(ctx, 'help.example.com').execute());
  await assert.rejects(insert().catch(conflict('account_host_pkey', 'platform.required', 'host')), (error) => {
    assert.ok(error instanceof Failure);
    assert.deepEqual([error.kind, error.more.field], ['conflict', 'host']);
    return true;
  });
  await assert.rejects(insert().catch(conflict('some_other', 'platform.required')), { code: '23505' });
});

test('a connection goes back to the pool whatever happened in its transaction', async () => {
  for (let n = 0; n < 30; n++) {
    await inTransaction(ctx, (ctx) => sql`select no_such_column`.execute(ctx.db)).catch(() => null);
  }
  assert.equal(ctx.db.pool.waitingCount, 0);
  assert.equal(ctx.db.pool.idleCount, ctx.db.pool.totalCount);
});
