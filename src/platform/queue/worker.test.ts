import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClock } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { createLog } from '#platform/log.ts';
import { insertAccount, platformContext } from '../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../test/start-database.ts';
import { enqueue } from './enqueue.ts';
import type { Job, JobContext, Schedules } from './job.ts';
import { createWorker, type Worker } from './worker.ts';

let database: TestDatabase;
let account_id: number;
let clock = createClock();
let ran: string[] = [];
const workers: Worker[] = [];

before(async () => {
  database = await startDatabase();
  account_id = await insertAccount(database);
});
beforeEach(async () => {
  clock = createClock();
  ran = [];
  await stopAll();
  await database.appPool.query('delete from pgboss.job');
});
after(async () => {
  await stopAll();
  await database.drop();
});

const ctxOf = (id = account_id) => platformContext(database, { account_id: id, clock });

/** Notes every run as `account:n`. */
const note: Job = {
  async run(ctx, { n }) {
    ran.push(`${ctx.caller.account_id}:${n}`);
  },
};

function workerOf(run: Job['run'] = note.run, schedules: Schedules = {}): Worker {
  const worker = createWorker({
    pool: database.appPool,
    log: createLog('silent'),
    clock,
    jobs: { 'test.note': { run } },
    schedules,
    async contextOf(id, { stopping }) {
      const mail = { is_configured: false, send: async () => ({ outcome: 'sent' as const }), close() {} };
      return { ...ctxOf(id), mail, stopping } satisfies JobContext;
    },
  });
  workers.push(worker);
  return worker;
}

async function stopAll(): Promise<void> {
  while (workers.length > 0) await workers.pop()!.stop();
}

async function until(met: () => boolean, patience_ms = 20_000): Promise<void> {
  for (const end = Date.now() + patience_ms; !met(); await sleep(20)) {
    if (Date.now() > end) throw new Error('waited in vain');
  }
}

test('K04 a job exists exactly if the act that asked for it committed', async () => {
  await enqueue(ctxOf(), 'test.note', { n: 1 });
  const broken = inTransaction(ctxOf(), async (ctx) => {
    await enqueue(ctx, 'test.note', { n: 2 });
    throw new Error('the act failed');
  });
  await assert.rejects(broken, /the act failed/);
  await workerOf().runDue();
  assert.deepEqual(ran, [`${account_id}:1`]);
});

test('a started worker takes a job within a second and leaves it done', async () => {
  await workerOf().start();
  await enqueue(ctxOf(), 'test.note', { n: 1 });
  const asked = Date.now();
  await until(() => ran.length === 1);
  assert.ok(Date.now() - asked < 2_000, `${Date.now() - asked} ms`);
  await stopAll();
  const { rows } = await database.appPool.query('select state from pgboss.job');
  assert.deepEqual(rows, [{ state: 'completed' }]);
});

test('a job for later waits until then, by a clock that a test may move', async () => {
  const worker = workerOf();
  await enqueue(ctxOf(), 'test.note', { n: 1 }, { after: new Date(clock.now().getTime() + 120_000) });
  await worker.runDue();
  assert.deepEqual(ran, []);
  clock.offset_ms = 121_000;
  await worker.runDue();
  assert.deepEqual(ran, [`${account_id}:1`]);
});

test('a failed job is tried again, five times in all its retries, and then set aside', async () => {
  const worker = workerOf(async () => {
    ran.push('tried');
    throw new Error('no luck');
  });
  await enqueue(ctxOf(), 'test.note', { n: 1 });
  for (let round = 1; round <= 6; round++) await assert.rejects(worker.runDue(), /no luck/);
  await worker.runDue();
  assert.equal(ran.length, 6);
  const { rows } = await database.appPool.query(
    `select name, data -> 'ids' as ids from pgboss.job where state = 'created'`,
  );
  assert.deepEqual(rows, [{ name: 'dead_letter', ids: { n: 1 } }]);
});

test('K03 one job that always fails does not stop the others', async () => {
  const worker = workerOf(async (ctx, ids) => {
    if (ids.n === 2) throw new Error('poison');
    await note.run(ctx, ids);
  });
  for (const n of [1, 2, 3]) await enqueue(ctxOf(), 'test.note', { n });
  await assert.rejects(worker.runDue(), /poison/);
  assert.deepEqual(ran.sort(), [`${account_id}:1`, `${account_id}:3`]);
});

test('a job runs in the account that asked for it', async () => {
  const other = await insertAccount(database);
  await enqueue(ctxOf(other), 'test.note', { n: 1 });
  await workerOf().runDue();
  assert.deepEqual(ran, [`${other}:1`]);
});

test('the hour at which a schedule is put into the queue keeps nothing else from being worked off', async () => {
  const schedules: Schedules = { 'test.every_hour': { cron: '0 * * * *', run: (ctx) => note.run(ctx, { n: 0 }) } };
  const started = workerOf(note.run, schedules);
  await started.start();
  await started.stop();
  await database.appPool.query('insert into pgboss.job (name, data) select name, data from pgboss.schedule');
  await enqueue(ctxOf(), 'test.note', { n: 1 });
  await workerOf(note.run, schedules).runDue();
  assert.ok(ran.includes(`${account_id}:1`), ran.join());
  const { rows } = await database.appPool.query(`select name from pgboss.job where state <> 'completed'`);
  assert.deepEqual(rows, []);
});

test('a schedule runs in every account, and one account with trouble does not keep the others from it', async () => {
  const other = await insertAccount(database);
  const worker = workerOf(note.run, {
    'test.every_day': {
      cron: '0 3 * * *',
      async run(ctx) {
        if (ctx.caller.account_id === account_id) throw new Error('trouble here');
        await note.run(ctx, { n: 0 });
      },
    },
  });
  await assert.rejects(worker.runDue(), /test.every_day failed/);
  assert.ok(ran.includes(`${other}:0`), ran.join());
});

test('K05 of two workers one runs a job, and the schedules stand once in the database', async () => {
  const schedules = { 'test.every_day': { cron: '0 3 * * *', run: async () => {} } };
  await Promise.all([workerOf(note.run, schedules).start(), workerOf(note.run, schedules).start()]);
  for (let n = 0; n < 20; n++) await enqueue(ctxOf(), 'test.note', { n });
  await until(() => ran.length >= 20);
  await sleep(1_200);
  assert.equal(ran.length, 20);
  const { rows } = await database.appPool.query('select name, cron from pgboss.schedule');
  assert.deepEqual(rows, [{ name: 'test.every_day', cron: '0 3 * * *' }]);
  await workerOf().start();
  const { rowCount } = await database.appPool.query('select from pgboss.schedule');
  assert.equal(rowCount, 0);
});

test('a look every few seconds is taken by each worker by itself, also after one that failed', async () => {
  let looks = 0;
  const look = async () => {
    looks += 1;
    if (looks === 1) throw new Error('the database is away');
  };
  await workerOf(note.run, { 'test.look': { every_seconds: 0.1, run: look } }).start();
  await until(() => looks >= 3);
  const { rowCount } = await database.appPool.query('select from pgboss.schedule');
  assert.equal(rowCount, 0);
  await stopAll();
  const looked = looks;
  await sleep(300);
  assert.equal(looks, looked);
});

test('O04 a worker that is stopped tells its jobs so and waits for them', async () => {
  let finished = false;
  const worker = workerOf(async (ctx) => {
    ran.push('began');
    await new Promise<void>((resolve) => ctx.stopping.addEventListener('abort', () => resolve()));
    await sleep(300);
    finished = true;
  });
  await worker.start();
  await enqueue(ctxOf(), 'test.note', { n: 1 });
  await until(() => ran.length === 1);
  await worker.stop();
  assert.equal(finished, true);
});
