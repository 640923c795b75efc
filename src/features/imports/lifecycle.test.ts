import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { deactivateAgent } from '#features/agents/deactivate-agent.ts';
import { updateAgentRole } from '#features/agents/update-agent-role.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { cancelImport } from './cancel-import.ts';
import { checkImport } from './check-import.ts';
import { createImport } from './create-import.ts';
import { endImportSessions, sessionName } from './end-import-sessions.ts';
import { type FoundImport, findImport } from './find-import.ts';
import { progressOf } from './import-progress.ts';
import { pauseImport } from './pause-import.ts';
import { resumeImport } from './resume-import.ts';
import { runImport } from './run-import.ts';
import { startImport } from './start-import.ts';
import { takeImport } from './take-import.ts';
import { takeUpImports } from './take-up-imports.ts';

let app: TestApp;
let ctx: Context;
let owner: pg.Client;
before(async () => {
  app = await startApp({ accounts: 2 });
  ctx = await app.ctxOfAgent('supervisor');
  owner = new pg.Client({ connectionString: app.database.url });
  await owner.connect();
});
after(async () => {
  await owner.end();
  await app.stop();
});
afterEach(async () => {
  await owner.query('rollback');
  await app.worker.runDue();
});

const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;
let made = 0;

/** A started import of as many rows, ten at a time, of people whom no other test knows. */
async function start(rows_count: number, by = ctx): Promise<number> {
  const list = `list${++made}`;
  const rows = Array.from({ length: rows_count }, (_, n) => `Person ${n},${list}-${n}@x.com\n`).join('');
  const { id } = await createImport(by, { name: `${list}.csv`, bytes: bytesOf(`Name,Email\n${rows}`) });
  await startImport(by, { id });
  await inTransaction(by, ({ db }) => db.updateTable('import').set({ chunk_rows: 10 }).where('id', '=', id).execute());
  return id;
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const run = (import_id: number) =>
  runImport({ ...app.systemCtx(), stopping: new AbortController().signal }, { import_id });
const found = (id: number): Promise<FoundImport> => findImport(ctx, { id });
const rowsOf = async (id: number) => (await found(id)).progress.run?.rows ?? 0;

/** Lets a run come as far as row 41, whose address somebody else is just writing: its statement then waits for the lock. */
async function startAndHang(by = ctx): Promise<{ id: number; running: Promise<void> }> {
  const id = await start(60, by);
  await owner.query('begin');
  const other = await owner.query(
    `insert into contact (account_id, name, sort_key, source, created_at, updated_at)
     values (1, 'Other', 'other', 'agent', now(), now()) returning id`,
  );
  await owner.query(
    `insert into contact_email (account_id, email, contact_id, is_primary, created_at) values (1, $1, $2, true, now())`,
    [`list${made}-40@x.com`, other.rows[0].id],
  );
  const running = run(id);
  running.catch(() => undefined);
  for (const until = Date.now() + 20_000; ; await sleep(50)) {
    // Within a transaction the server tells of its sessions as they were at the first question.
    await owner.query('select pg_stat_clear_snapshot()');
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
      [sessionName(1, id)],
    );
    if (rowCount === 1) return { id, running };
    assert.ok(Date.now() < until, 'the run never came to wait');
  }
}

async function inTime<R>(within_ms: number, work: () => Promise<R>): Promise<R> {
  const began = performance.now();
  const result = await work();
  const ms = performance.now() - began;
  assert.ok(ms < within_ms, `took ${ms.toFixed()} ms`);
  return result;
}

test('G10 a run that is cancelled in the middle of a long statement stops within 5 s and has written nothing of that stretch', async () => {
  const { id, running } = await startAndHang();
  await inTime(5_000, async () => {
    await cancelImport(ctx, { id });
    await running;
  });
  const { state, progress } = await found(id);
  assert.deepEqual([state, progress.run?.rows, progress.run?.created], ['cancelled', 40, 40]);
  const { rows } = await owner.query(`select count(*)::int from contact where created_by_import_id = $1`, [id]);
  assert.equal(rows[0].count, 40);
});

test('a run that is paused keeps its place, lets others pass, and goes on where it was', async () => {
  const { id, running } = await startAndHang();
  await inTime(5_000, async () => {
    await pauseImport(ctx, { id });
    await running;
  });
  assert.deepEqual([(await found(id)).state, await rowsOf(id)], ['paused', 40]);
  await pauseImport(ctx, { id });
  await owner.query('rollback');
  const other = await start(20);
  await app.worker.runDue();
  app.clock.offset_ms += 60_000;
  await takeUpImports(app.systemCtx());
  await app.worker.runDue();
  assert.equal((await found(other)).state, 'done', 'another one passes');
  assert.deepEqual([(await found(id)).state, await rowsOf(id)], ['paused', 40], 'nobody takes a paused one up');
  await resumeImport(ctx, { id });
  await resumeImport(ctx, { id });
  await app.worker.runDue();
  const { state, progress, started_at, finished_at } = await found(id);
  assert.deepEqual([state, progress.run?.created], ['done', 60]);
  assert.ok(finished_at!.getTime() - started_at!.getTime() < 30_000, 'the rest is not counted as work');
  await assert.rejects(pauseImport(ctx, { id }), code('imports.is_not_running'));
  await assert.rejects(resumeImport(ctx, { id: other + 1000 }), code('platform.not_found'));
});

test('a paused run can be cancelled, and one that waits for its turn can be paused and resumed', async () => {
  const first = await start(20);
  const second = await start(20);
  await pauseImport(ctx, { id: first });
  await pauseImport(ctx, { id: second });
  assert.equal(await takeImport(app.systemCtx(), first), null);
  await cancelImport(ctx, { id: first });
  await resumeImport(ctx, { id: second });
  await app.worker.runDue();
  assert.deepEqual([(await found(first)).state, (await found(second)).state], ['cancelled', 'done']);
  await assert.rejects(resumeImport(ctx, { id: first }), code('imports.is_not_paused'));
});

test('a resumed run waits for the one that is at work, and is the next one before those that were asked for later', async () => {
  const [first, second, third] = [await start(10), await start(10), await start(10)] as const;
  await pauseImport(ctx, { id: first });
  const system = app.systemCtx();
  assert.ok(await takeImport(system, second));
  await resumeImport(ctx, { id: first });
  assert.equal(await takeImport(system, first), null, 'one at a time');
  await cancelImport(ctx, { id: second });
  assert.equal(await takeImport(system, third), null, 'it has come later');
  assert.ok(await takeImport(system, first));
  await cancelImport(ctx, { id: first });
  await cancelImport(ctx, { id: third });
});

test('G08 whoever takes an import over ends what the worker before has left running, and goes on where it was', async () => {
  const { id, running } = await startAndHang();
  // The worker before is not heard of any more; its statement is still in the server.
  app.clock.offset_ms += 60_000;
  const before = await rowsOf(id);
  const next = run(id);
  await inTime(5_000, () => running);
  await owner.query('rollback');
  await next;
  const { state, progress } = await found(id);
  assert.deepEqual([before, state, progress.run?.rows, progress.run?.created], [40, 'done', 60, 60]);
});

test('G08 a check that is taken over foretells what it would have without the interruption', async () => {
  const list = `again${++made}`;
  // The second half repeats the first: told by it, its rows are unchanged or one new number each.
  const rows = Array.from(
    { length: 60 },
    (_, n) => `Person ${n % 30},${list}-${n % 30}@x.com,02-555-${n < 45 ? 1000 : 2000}\n`,
  );
  const text = `Name,Email,Phone\n${rows.join('')}`;
  const { id } = await createImport(ctx, { name: `${list}.csv`, bytes: bytesOf(text) });
  const check = async () => {
    await run(id);
    const { state, progress } = await found(id);
    return [state, progress.check?.created, progress.check?.unchanged, progress.check?.updated];
  };
  await checkImport(ctx, { id });
  await owner.query('update import set chunk_rows = 10 where id = $1', [id]);
  assert.deepEqual(await check(), ['checked', 30, 15, 15]);
  // As the database is left where a worker dies between the fourth stretch and the fifth.
  await owner.query(`delete from import_chunk where import_id = $1 and position > 3`, [id]);
  await owner.query(`delete from import_row where import_id = $1 and row_number > 40`, [id]);
  await owner.query(`update import set state = 'checking', lease_key = null, lease_until = null where id = $1`, [id]);
  assert.deepEqual(await check(), ['checked', 30, 15, 15]);
});

test('F01 one account can not end the work of another', async () => {
  const { id, running } = await startAndHang();
  const other = await app.ctxOfAdmin(2);
  assert.equal(await inTransaction(other, (ctx) => endImportSessions(ctx, id)), true);
  assert.equal(
    await inTransaction({ ...other, caller: { ...other.caller, account_id: 0 } }, (ctx) => endImportSessions(ctx, id)),
    true,
  );
  await sleep(200);
  await owner.query('rollback');
  await running;
  assert.equal((await found(id)).state, 'done');
});

for (const [what, change, reason] of [
  ['is deactivated', (admin, agent_id) => deactivateAgent(admin, { agent_id }), 'imports.starter_gone'],
  [
    'may no longer import',
    (admin, agent_id) => updateAgentRole(admin, { agent_id, role: 'agent' }),
    'imports.starter_not_allowed',
  ],
] as [string, (admin: Context, agent_id: number) => Promise<unknown>, string][]) {
  test(`C03 F03 G10 an import whose starter ${what} stops before its next stretch and says why`, async () => {
    const starter = await app.ctxOfAgent('supervisor');
    const { id, running } = await startAndHang(starter);
    await change(await app.ctxOfAdmin(), starter.caller.kind === 'agent' ? starter.caller.agent_id : 0);
    await owner.query('rollback');
    await running;
    const { state, failure_code, progress } = await found(id);
    assert.deepEqual([state, failure_code, progress.run?.rows], ['failed', reason, 50]);
  });
}

test('an import that many workers began and none got on with is given up with a reason', async () => {
  const id = await start(10);
  await inTransaction(ctx, ({ db }) => db.updateTable('import').set({ try_count: 20 }).where('id', '=', id).execute());
  await run(id);
  const { state, failure_code } = await found(id);
  assert.deepEqual([state, failure_code], ['failed', 'imports.broke_off']);
});

test('what is told of the progress never goes back, also where a worker is killed and where somebody pauses', async () => {
  const { id, running } = await startAndHang();
  const shares: number[] = [];
  const look = async () => shares.push(progressOf(await found(id), new Date()).counts?.rows ?? 0);
  await look();
  await pauseImport(ctx, { id });
  await running;
  await look();
  await owner.query('rollback');
  await resumeImport(ctx, { id });
  await look();
  await app.worker.runDue();
  await look();
  assert.deepEqual(shares, [40, 40, 40, 60]);
});
