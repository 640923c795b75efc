import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportedRecord } from '#features/imports/import.ts';
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

interface CrashList {
  record: ImportedRecord;
  plural: string;
  rows: number;
  chunk_rows: number;
}

const lists: CrashList[] = [
  { record: 'contact', plural: 'contacts', rows: 10_000, chunk_rows: 250 },
  { record: 'company', plural: 'companies', rows: 4_000, chunk_rows: 20 },
];
const resumedWithinMs = 60_000;

const apps: TestApp[] = [];
const workers: ChildProcess[] = [];
afterEach(async () => {
  for (const worker of workers.splice(0)) await killWorker(worker);
  for (const app of apps.splice(0)) await app.stop();
});

async function openApp(): Promise<TestApp> {
  const app = await startApp({ accounts: 3 });
  apps.push(app);
  return app;
}

async function startWorkerOf(app: TestApp): Promise<ChildProcess> {
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
async function prepare(app: TestApp, list: CrashList): Promise<number> {
  for (const account of [1, 2, 3]) {
    await startCrashList(await app.ctxOfAdmin(account), { ...list, round: 0 });
    await app.worker.runDue();
  }
  await startCrashList(await app.ctxOfAdmin(2), { ...list, round: 1 });
  await app.worker.runDue();
  return startCrashList(await app.ctxOfAdmin(1), { ...list, round: 1 });
}

for (const list of lists) {
  test(`G08 an import of ${list.plural} whose worker is killed goes on within a minute and ends as if nothing had been, and so does its undo`, async (t) => {
    const app = await openApp();
    const worker = () => startWorkerOf(app);
    const { rows, chunk_rows } = list;
    const id = await prepare(app, list);
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
    const second = await startSoon(look, worker);
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
}

/** A second worker, once the first one is at work: of two that wait, either might take it. */
async function startSoon(look: () => Promise<Watched>, worker: () => Promise<ChildProcess>): Promise<ChildProcess> {
  await watchUntil(look, (now) => now.rows > 0);
  return worker();
}
