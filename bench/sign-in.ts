/**
 * `node bench/sign-in.ts [SECONDS] [A SECOND]`: how pages answer while 200 sign-ins a second arrive, a third of them with the
 * right password, each from a network of its own. Two cores compare some 25 passwords a second; what is more has to be told
 * to come again (503 with Retry-After) without slowing down anybody else, locking anybody out or ending the program.
 *
 * Starts the built program on an embedded database of its own (`node bin/run.mjs prepare` builds it). Prints what became of the
 * sign-ins, and p50 and p95 of other pages in milliseconds, alone and meanwhile. Exit status 1 where a p95 is not below twice
 * the idle one, an answer is none of 303, 400, 403 and 503, a 503 has no Retry-After, somebody is locked out, or nobody got in.
 */
process.env.NODE_ENV ??= 'production';

import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAccountWithOwner } from '#features/setup/create-account-with-owner.ts';
import { createClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { readNetworks } from '#platform/http/read-networks.ts';
import { createLog } from '#platform/log.ts';
import { hashPassword } from '#platform/passwords.ts';
import { openSecretKey } from '#platform/secret-key.ts';
import { createApp } from '../src/app.ts';
import { insertManyContacts } from '../test/portal.ts';
import { freePort, startBuiltProgram, stopBuiltProgram } from './built-program.ts';

const [seconds = 30, aSecond = 200] = process.argv.slice(2).map(Number);
const mostTimes = 2;
const people = 2_000;
const password = 'four muddy umbrellas';
const paths = ['/contacts', '/contacts/7', '/portal/sign-in', '/sign-in'];

const folder = await mkdtemp(join(tmpdir(), 'maru-bench-'));
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const agent = new Agent({ keepAlive: true });
const log = createLog('warn', 'stderr');
const database = await openDatabase({ database_url: null, data_dir: folder, secret_key: null, log });
const app = createApp({
  ...database,
  config: { trusted_proxies: readNetworks(''), smtp_url: null, mail_from: null, bounce_address: null },
  clock: createClock(),
  log,
  secret_key: await openSecretKey(folder),
});
let program: ChildProcess | null = null;
try {
  const { account_id, session } = await createAccountWithOwner(
    app.contextOf({ kind: 'system', account_id: 0, locale: 'en' }),
    {
      name: 'Bench',
      language: 'en',
      country: 'KR',
      time_zone: 'Asia/Seoul',
      public_url: address,
      admin_name: 'Admin',
      admin_email: 'admin@bench.example',
      admin_password: 'eleven wooden spoons',
    },
  );
  const ctx = app.contextOf({ kind: 'system', account_id, locale: 'en' });
  const ids = await insertManyContacts(ctx, people);
  const password_hash = await hashPassword(password);
  await inTransaction(ctx, async ({ db }) => {
    await db.updateTable('contact').set({ portal_access: 'active' }).execute();
    await db.updateTable('contact_email').set({ state: 'verified', verified_at: new Date() }).execute();
    await db
      .insertInto('contact_credential')
      .values(ids.map((contact_id) => ({ account_id, contact_id, password_hash, password_set_at: new Date() })))
      .execute();
  });
  program = await startBuiltProgram(port, {
    DATA_DIR: folder,
    MARU_TRUSTED_PROXIES: '127.0.0.1',
    MARU_LOG_LEVEL: 'error',
  });
  await timesWhile(session.token, sleep(3_000));
  const idle = await timesWhile(session.token, sleep(seconds * 1_000));
  const flood = floodOf(ids);
  const meanwhile = await timesWhile(session.token, flood);
  const { answers, problems } = await flood;
  console.log(`sign-ins: ${JSON.stringify(answers)}, load ${loadavg()[0]!.toFixed(1)}`);
  for (const path of paths) {
    const [alone, then] = [p95Of(idle[path]!), p95Of(meanwhile[path]!)];
    console.log([path.padEnd(16), line('alone', idle[path]!), line('meanwhile', meanwhile[path]!)].join('\t'));
    if (then >= mostTimes * alone) problems.push(`${path}: p95 ${then.toFixed(0)} ms, alone ${alone.toFixed(0)} ms`);
  }
  const locked = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('contact').select('id').where('locked_by', 'is not', null).execute(),
  );
  if (locked.length > 0) problems.push(`${locked.length} contacts are locked out`);
  if (!answers['303']) problems.push('nobody got in');
  if (answers['503 without Retry-After']) problems.push('a 503 has no Retry-After');
  if (program.exitCode !== null) problems.push('the program has ended');
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  if (program) await stopBuiltProgram(program);
  await app.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

/** Sends `aSecond` sign-ins a second, whether or not the ones before have come back. */
async function floodOf(ids: readonly number[]) {
  const answers: Record<string, number> = {};
  const problems: string[] = [];
  const asked: Promise<void>[] = [];
  const first = performance.now();
  for (let at = 0; at < seconds * aSecond; at++) {
    asked.push(signIn(at));
    await sleep(Math.max(0, first + ((at + 1) * 1_000) / aSecond - performance.now()));
  }
  await Promise.all(asked);
  return { answers, problems };

  async function signIn(at: number): Promise<void> {
    const isRight = at % 3 === 0;
    const email = isRight ? `c${ids[at % people]}@many.example` : `nobody${at}@many.example`;
    const body = new URLSearchParams({ intent: 'sign_in', email, password: isRight ? password : 'not the right one' });
    const response = await post(`${address}/portal/sign-in`, body.toString(), {
      'x-forwarded-for': `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
      origin: address,
    });
    answers[response.status] = (answers[response.status] ?? 0) + 1;
    if (![303, 400, 403, 503].includes(response.status)) problems.push(`a sign-in was answered ${response.status}`);
    if (response.status === 503 && !response.headers['retry-after'])
      answers['503 without Retry-After'] = (answers['503 without Retry-After'] ?? 0) + 1;
  }
}

/** Sends a form by node:http, which takes less than `fetch` of the cores that it shares with the program. */
function post(url: string, body: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const length = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    });
    sent.once('error', reject).end(body);
  });
}

/** Asks the pages in turn, ten a second, until `work` is done; milliseconds to the last byte of each answer. */
async function timesWhile(token: string, work: Promise<unknown>): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(paths.map((path) => [path, []]));
  const asked: Promise<void>[] = [];
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  const first = performance.now();
  for (let at = 0; !isDone; at++) {
    const path = paths[at % paths.length]!;
    asked.push(
      (async () => {
        const started = performance.now();
        const headers = {
          accept: 'text/html',
          ...(path.startsWith('/contacts') && { cookie: `agent_session=${token}` }),
        };
        const response = await fetch(address + path, { headers, redirect: 'error' });
        await response.arrayBuffer();
        if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
        times[path]!.push(performance.now() - started);
      })(),
    );
    await sleep(Math.max(0, first + (at + 1) * 100 - performance.now()));
  }
  await Promise.all([done, ...asked]);
  return times;
}

function p95Of(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
}

function line(phase: string, times: readonly number[]): string {
  const p50 = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
  return `${phase}: p50 ${p50.toFixed(0)}, p95 ${p95Of(times).toFixed(0)} of ${times.length}`;
}
