import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { undoImport } from '#features/imports/undo/undo-import.ts';
import {
  differencesOf,
  endLease,
  killWorker,
  lookAt,
  startCrashList,
  startWorker,
  type Watched,
  watchUntil,
} from './import-crash.ts';
import { makeFolder } from './make-folder.ts';
import { startApp, type TestApp } from './start-app.ts';

const rows = 10_000;
const chunk_rows = 250;
const resumedWithinMs = 60_000;

let app: TestApp;
const workers: ChildProcess[] = [];
before(async () => {
  app = await startApp({ accounts: 3 });
});
after(async () => {
  for (const worker of workers) await killWorker(worker);
  await app.stop();
});

async function worker(): Promise<ChildProcess> {
  const env = {
    DATABASE_URL: app.database.url,
    MARU_SECRET_KEY: 'a secret key that only tests know',
    DATA_DIR: makeFolder(),
  };
  const started = await startWorker(env);
  workers.push(started);
  return started;
}

/** The list whole in account 2, undisturbed, and asked for in account 1. Account 3 stays as both were before. */
async function prepare(): Promise<number> {
  for (const account of [1, 2, 3]) {
    await startCrashList(await app.ctxOfAdmin(account), { rows, round: 0, chunk_rows });
    await app.worker.runDue();
  }
  await startCrashList(await app.ctxOfAdmin(2), { rows, round: 1, chunk_rows });
  await app.worker.runDue();
  return startCrashList(await app.ctxOfAdmin(1), { rows, round: 1, chunk_rows });
}

test('G08 an import whose worker is killed goes on within a minute and ends as if nothing had been, and so does its undo', async (t) => {
  const id = await prepare();
  const { url } = app.database;
  const look = () => lookAt(url, id);

  async function killAndResume(dying: ChildProcess, inTime: (now: Watched) => boolean): Promise<void> {
    await watchUntil(look, inTime);
    await killWorker(dying);
    // What the dead worker's last statement still did counts as his.
    await sleep(200);
    const dead = await look();
    const { ms } = await watchUntil(look, (now) => now.rows > dead.rows || now.undone > dead.undone);
    t.diagnostic(`taken up ${(ms / 1000).toFixed(1)} s after the kill at ${JSON.stringify(dead)}`);
    assert.ok(ms < resumedWithinMs, `resumed after ${ms} ms`);
  }

  const first = await worker();
  const second = await startSoon(look);
  await killAndResume(first, (now) => now.rows >= 3 * chunk_rows);
  // The next one is killed near the end, perhaps between the last row and the last word.
  await watchUntil(look, (now) => now.rows > rows - 4 * chunk_rows);
  await sleep(Math.random() * 400);
  await killWorker(second);
  await endLease(url, id);
  const third = await worker();
  const done = await watchUntil(look, (now) => now.state !== 'running');
  assert.deepEqual([done.state, done.rows, done.mails], ['done', rows, 1]);
  assert.deepEqual(await differencesOf(url, [1, 2], { withImports: true }), []);

  await undoImport(await app.ctxOfAdmin(1), { id });
  await watchUntil(look, (now) => now.undone >= 5);
  await worker();
  await killAndResume(third, () => true);
  const undone = await watchUntil(look, (now) => now.state !== 'undoing');
  assert.deepEqual([undone.state, undone.mails], ['undone', 1]);
  assert.deepEqual(await differencesOf(url, [1, 3], { withImports: false }), []);
});

/** A second worker, once the first one is at work: of two that wait, either might take it. */
async function startSoon(look: () => Promise<Watched>): Promise<ChildProcess> {
  await watchUntil(look, (now) => now.rows > 0);
  return worker();
}
