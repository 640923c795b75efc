/**
 * `node bench/bulk.ts [FEW] [MANY] [CONTACTS]`: how long a bulk action takes to tag 10,000 and 100,000 matching contacts of a
 * directory of 200,000 (bench/fill-directory.ts), in one run, and how the contact list, a search and a contact's page answer
 * meanwhile, as signed-in agents ask for them, four or five a second. Then the larger one is undone. The build has to be there
 * (`node bin/run.mjs prepare`).
 *
 * Prints seconds, microseconds a row, and p50 and p95 of the pages in milliseconds, alone and meanwhile. Exit status 1 where
 * MANY takes more than 20 s for each 100,000, or a row of it more than 1.5 times one of FEW, or a page p95 is over a second.
 */
process.env.NODE_ENV ??= 'production';

import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBulkAction } from '#features/bulk-actions/find-bulk-action.ts';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { undoBulkAction } from '#features/bulk-actions/undo-bulk-action.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { loadProgram } from '../test/load-program.ts';
import { startApp, type TestApp } from '../test/start-app.ts';
import { fillDirectory } from './fill-directory.ts';

const [few = 10_000, many = 100_000, contacts = 200_000] = process.argv.slice(2).map(Number);
const mostSeconds = (20 * many) / 100_000;
const mostTimes = 1.5;
const usableMs = 1_000;
const paths = ['/contacts', '/contacts?search=king', '/contacts?view=verified&sort=updated_at', '/contacts/77'];

const app = await startApp({ language: 'ko', program: await loadProgram() });
try {
  const owner = new pg.Client({ connectionString: app.database.url });
  await owner.connect();
  await fillDirectory(owner, contacts);
  await owner.end();
  const admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: true });
  const ask = pages(app, `__Host-agent_session=${token}`);
  const alone = await ask(() => sleep(3_000));
  console.log(`pages alone\tp50 ${share(alone.times, 0.5)} ms\tp95 ${share(alone.times, 0.95)} ms`);
  const smaller = await tag(admin, few, 'few', ask);
  const larger = await tag(admin, many, 'many', ask);
  await measured(`undo of ${many}`, many, ask, async () => {
    await settle(app, (await undoBulkAction(admin, { id: larger.id })).id, admin);
  });
  const isQuick = larger.seconds <= mostSeconds && larger.perRow <= mostTimes * smaller.perRow;
  if (!isQuick || larger.p95 > usableMs) process.exitCode = 1;
} finally {
  await app.stop();
}

type Ask = (work: () => Promise<unknown>) => Promise<{ times: number[]; seconds: number }>;

/** Asks for one page after the other as long as some work goes on. */
function pages(app: TestApp, cookie: string): Ask {
  return async (work) => {
    const started = performance.now();
    let isOver = false;
    const working = work().finally(() => {
      isOver = true;
    });
    const times: number[] = [];
    for (let at = 0; !isOver; at++) {
      const asked = performance.now();
      const response = await app.ask(paths[at % paths.length]!, { cookie, headers: { accept: 'text/html' } });
      await response.text();
      if (response.status !== 200) throw new Error(`${paths[at % paths.length]} answered ${response.status}`);
      times.push(performance.now() - asked);
      await sleep(200);
    }
    await working;
    return { times, seconds: (performance.now() - started) / 1_000 };
  };
}

/** Tags that many contacts, every few along the directory. */
async function tag(ctx: Context, count: number, tags: string, ask: Ask) {
  const step = Math.floor(contacts / count);
  const ids = await inTransaction(ctx, async ({ db }) => {
    const { rows } = await db.client!.query<{ ids: number[] }>(
      `select array(select id from contact where account_id = 1 and deleted_at is null and id % $1 = 0 order by id limit $2) as ids`,
      [Math.max(1, step), count],
    );
    return rows[0]!.ids;
  });
  let id = 0;
  const found = await measured(`tag ${ids.length}`, ids.length, ask, async () => {
    ({ id } = await startBulkAction(ctx, { act: 'add_tags', selection: { ids }, given: { tags } }));
    await settle(app, id, ctx);
  });
  return { id, ...found };
}

async function settle(app: TestApp, id: number, ctx: Context): Promise<void> {
  await app.worker.runDue();
  const { state, done_count } = await findBulkAction(ctx, { id });
  if (state !== 'done') throw new Error(`${state} after ${done_count}`);
}

async function measured(label: string, rows: number, ask: Ask, work: () => Promise<unknown>) {
  const { times, seconds } = await ask(work);
  const perRow = (seconds / rows) * 1e6;
  const p95 = share(times, 0.95);
  const words = [label, `${seconds.toFixed(1)} s`, `${perRow.toFixed(0)} µs a row`];
  console.log(
    [...words, `p50 ${share(times, 0.5)} ms`, `p95 ${p95} ms`, `load ${loadavg()[0]!.toFixed(1)}`].join('\t'),
  );
  return { seconds, perRow, p95 };
}

function share(times: number[], part: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!);
}
