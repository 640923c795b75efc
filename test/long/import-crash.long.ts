import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAccountWithOwner } from '#features/setup/create-account-with-owner.ts';
import { createClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { type OpenDatabase, openDatabase } from '#platform/database/open-database.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { readNetworks } from '#platform/http/read-networks.ts';
import { createLog } from '#platform/log.ts';
import { rightsOfRole } from '#platform/rights.ts';
import { type App, createApp } from '../../src/app.ts';
import { serverPid } from '../fixtures/row-writer.ts';
import {
  differencesOf,
  endLease,
  killWorker,
  lookAt,
  startCrashList,
  startWorker,
  watchUntil,
} from '../import-crash.ts';
import { makeFolder } from '../make-folder.ts';

const rows = 200_000;
const chunk_rows = 2_000;
const workerKills = 20;
const serverKills = 5;
/** Of the worker's kills so many are waited for as long as it takes; the others' leases are ended for them. */
const waitedKills = 3;
const resumedWithinMs = 60_000;

const folder = makeFolder();
const log = createLog('silent');
let database: OpenDatabase;
let app: App;
let worker: ChildProcess | null = null;
before(async () => {
  database = await openDatabase({ database_url: null, data_dir: folder, secret_key: null, log });
  const config = { trusted_proxies: readNetworks(''), smtp_url: null, mail_from: null, bounce_address: null };
  app = createApp({ ...database, config, clock: createClock(), log, secret_key: 'a secret key that only tests know' });
});
after(async () => {
  if (worker) await killWorker(worker);
  await app.close();
  await database.close();
});

/** A new account as its owner. */
async function newAccount(number: number): Promise<Context> {
  const { account_id } = await createAccountWithOwner(app.contextOf({ kind: 'system', account_id: 0, locale: 'en' }), {
    name: `Acorn Support ${number}`,
    language: 'en',
    country: 'KR',
    time_zone: 'Asia/Seoul',
    public_url: `https://help${number}.example.com`,
    admin_name: 'Adam Admin',
    admin_email: 'adam@acorn.example',
    admin_password: 'nine quiet lanterns',
  });
  const system = app.contextOf({ kind: 'system', account_id, locale: 'en' });
  const agent = await inTransaction(system, ({ db }) => db.selectFrom('agent').select('id').executeTakeFirstOrThrow());
  const who = {
    kind: 'agent',
    name: 'Adam Admin',
    role: 'admin',
    rights: rightsOfRole('admin'),
    locale: 'en',
  } as const;
  return app.contextOf({ ...who, account_id, agent_id: agent.id });
}

/** Stops the server at once, as `pg_ctl stop -m immediate` does, and waits until somebody has started another one. */
async function stopServer(): Promise<void> {
  const db = join(folder, 'db');
  const pid = serverPid(db);
  process.kill(pid, 'SIGQUIT');
  while (!(serverPid(db) > 0) || serverPid(db) === pid) await sleep(20);
}

test(`G08 an import of ${rows} rows ends as if nothing had been after ${workerKills} kills of its worker and ${serverKills} of the server`, async (t) => {
  const [disturbed, calm] = [await newAccount(1), await newAccount(2)];
  for (const ctx of [disturbed, calm]) {
    await startCrashList(ctx, { rows, round: 0, chunk_rows: 10_000 });
    await app.worker.runDue();
  }
  await startCrashList(calm, { rows, round: 1, chunk_rows });
  await app.worker.runDue();

  const id = await startCrashList(disturbed, { rows, round: 1, chunk_rows });
  const { owner_url } = database;
  const look = () => lookAt(owner_url, id);
  const start = async () => {
    worker = await startWorker({ DATA_DIR: folder, MARU_SECRET_KEY: 'a secret key that only tests know' });
  };
  let slowest = 0;
  const killed: number[] = [];
  for (let kill = 1; kill <= workerKills; kill++) {
    await start();
    const before = killed.at(-1) ?? -1;
    // Some are killed before they have done anything.
    if (kill % 4 !== 1) await watchUntil(look, (now) => now.rows > before);
    await sleep(Math.random() * 1_500);
    if (kill % (workerKills / serverKills) === 0) {
      const { rows: reached } = await look();
      await stopServer();
      const { ms } = await watchUntil(look, (now) => now.rows > reached);
      slowest = Math.max(slowest, ms);
      assert.ok(ms < resumedWithinMs, `resumed ${ms} ms after the server's end`);
    }
    await killWorker(worker!);
    const { rows: reached, state } = await look();
    assert.equal(state, 'running', `over after ${kill - 1} kills: the list is too short for this machine`);
    killed.push(reached);
    if (kill > waitedKills) await endLease(owner_url, id);
    else {
      await start();
      const { ms } = await watchUntil(look, (now) => now.rows > reached);
      slowest = Math.max(slowest, ms);
      assert.ok(ms < resumedWithinMs, `resumed after ${ms} ms`);
      await killWorker(worker!);
      await endLease(owner_url, id);
    }
  }
  await start();
  const done = await watchUntil(look, (now) => now.state !== 'running');
  t.diagnostic(`killed at rows ${killed.join(', ')}; went on after ${(slowest / 1000).toFixed(1)} s at most`);
  assert.deepEqual([done.state, done.rows, done.mails], ['done', rows, 1]);
  assert.deepEqual(await differencesOf(owner_url, [1, 2], { withImports: true }), []);
});
