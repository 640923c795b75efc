import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { insertAccount, platformContext } from '../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../test/start-database.ts';
import { createClock } from './clock.ts';
import type { Context } from './context.ts';
import { inTransaction } from './database/transaction.ts';
import { deleteOverLimits } from './delete-over-limits.ts';
import { limitRate } from './rate-limit.ts';

let database: TestDatabase;
let ctx: Context;
const clock = createClock();
before(async () => {
  database = await startDatabase();
  ctx = platformContext(database, { account_id: await insertAccount(database), clock });
});
after(() => database.drop());

const limit = { name: 'test', points: 3, seconds: 60 };
const isRefused = (subject: string) =>
  limitRate(ctx, limit, subject).then(
    () => false,
    (failure) => failure,
  );

test('what comes too often is refused until the time is over, and says when to come again', async () => {
  for (let tries = 0; tries < 3; tries++) assert.equal(await isRefused('a'), false);
  const refused = await isRefused('a');
  assert.equal(refused.kind, 'too_many');
  assert.ok(refused.more.retry_after > 55 && refused.more.retry_after <= 60);
  assert.equal(await isRefused('b'), false, 'somebody else');
  clock.offset_ms += 61_000;
  assert.equal(await isRefused('a'), false);
});

test('of many at once exactly as many as allowed come through', async () => {
  const ends = await Promise.all(Array.from({ length: 50 }, () => isRefused('crowd')));
  assert.equal(ends.filter((end) => end === false).length, 3);
});

test('whom it concerns is not kept in the clear', async () => {
  await isRefused('kim@hanbit.example');
  const { rows } = await database.appPool.query(`select * from rate_limit`);
  assert.ok(!JSON.stringify(rows).includes('kim'));
});

test('a limit inside a transaction would vanish with it, and is a bug', async () => {
  await assert.rejects(
    inTransaction(ctx, (ctx) => limitRate(ctx, limit, 'c')),
    /before the transaction/,
  );
});

test('counters whose time is over are swept away, running ones are not', async () => {
  for (let tries = 0; tries < 4; tries++) await isRefused('old');
  clock.offset_ms += 61_000;
  for (let tries = 0; tries < 3; tries++) await isRefused('running');
  await deleteOverLimits(ctx);
  const { rows } = await database.appPool.query(`select * from rate_limit`);
  assert.equal(rows.length, 1);
  assert.equal((await isRefused('running')).kind, 'too_many');
});
