/**
 * How the pages answer while an import runs: `node bench/pages-while-importing.ts [rows, default 200,000]`. Starts the
 * built program as `npm start` does, on an embedded database of its own that has a tenth as many contacts already, and
 * lets it import the rows, while this process, like a signed-in agent, asks for a page every 200 ms whether or not the one
 * before has come: the contact list, a search, a contact's page, the portal's sign-in page. Prints p50, p95 and the longest
 * time of each in milliseconds, before, during check and run, and after, and how busy the machine was.
 */
import type { ChildProcess } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { checkImport } from '#features/imports/check-import.ts';
import { createImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import { startImport } from '#features/imports/start-import.ts';
import { createAccountWithOwner } from '#features/setup/create-account-with-owner.ts';
import { createClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { readNetworks } from '#platform/http/read-networks.ts';
import { createLog } from '#platform/log.ts';
import { openSecretKey } from '#platform/secret-key.ts';
import { createApp } from '../src/app.ts';
import { freePort, startBuiltProgram, stopBuiltProgram } from './built-program.ts';
import { type CustomerRow, csvLine, customerHeaders, customerRows, linesOf } from './customer-list.ts';

const rows = Number(process.argv[2] ?? 200_000);
/** Who is there before, so that the pages have something to show. */
const filled = Math.ceil(rows / 10);
const everyMs = 200;
const idleSeconds = 30;

const folder = await mkdtemp(join(tmpdir(), 'maru-bench-'));
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
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
    app.contextOf({ kind: 'system', account_id: 0, locale: 'ko' }),
    {
      name: 'Bench',
      language: 'ko',
      country: 'KR',
      time_zone: 'Asia/Seoul',
      public_url: address,
      admin_name: 'Admin',
      admin_email: 'admin@bench.example',
      admin_password: 'eleven wooden spoons',
    },
  );
  const ctx = app.contextOf({ kind: 'system', account_id, locale: 'ko' });
  program = await startBuiltProgram(port, { DATA_DIR: folder, MARU_LOG_LEVEL: 'warn' });
  const before = await createList(0, filled);
  await startImport(ctx, { id: before });
  await untilOver(before);

  const paths = await pathsToAsk();
  const ask = (work: Promise<unknown>) => timesWhile(paths, `agent_session=${session.token}`, work);
  report('idle, before', await ask(sleep(idleSeconds * 1_000)));
  const id = await createList(filled, filled + rows);
  for (const [phase, begin] of [
    ['check', checkImport],
    ['run', startImport],
  ] as const) {
    await begin(ctx, { id });
    const started = performance.now();
    const times = await ask(untilOver(id));
    const seconds = (performance.now() - started) / 1_000;
    const { created, updated, unchanged, refused } = (await findImport(ctx, { id })).progress[phase]!;
    console.log(`${phase}: ${seconds.toFixed(1)} s, ${JSON.stringify({ created, updated, unchanged, refused })}`);
    report(phase, times);
  }
  report('idle, after', await ask(sleep(idleSeconds * 1_000)));

  async function createList(from: number, to: number): Promise<number> {
    const path = join(folder, `list-${from}.csv`);
    const lines = linesOf(customerHeaders, part(from, to), csvLine);
    await pipeline(Readable.from(lines), createWriteStream(path));
    const { id } = await createImport(ctx, { name: 'list.csv', bytes: createReadStream(path) });
    await updateMapping(ctx, { id, can_create_companies: true, creates_fields: true });
    return id;
  }

  /** The program's own worker does it; this process only looks. */
  async function untilOver(id: number): Promise<void> {
    for (;;) {
      const { state } = await findImport(ctx, { id });
      if (state !== 'checking' && state !== 'running') return;
      await sleep(250);
    }
  }

  async function pathsToAsk(): Promise<Record<string, string>> {
    const listed = await listContacts(ctx, readContactFilter({}));
    return {
      'contact list': '/contacts',
      search: `/contacts?${new URLSearchParams({ search: '하늘' })}`,
      'contact page': `/contacts/${listed.rows[0]!.id}`,
      'portal sign-in': '/portal/sign-in',
    };
  }
} finally {
  if (program) await stopBuiltProgram(program);
  await app.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

/** Asks the pages in turn until `work` is done; how long each answer took, to its last byte. */
async function timesWhile(
  paths: Record<string, string>,
  cookie: string,
  work: Promise<unknown>,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(paths).map((name) => [name, []]));
  const asked: Promise<void>[] = [];
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  const first = performance.now();
  for (let at = 0; !isDone; at++) {
    const [name, path] = Object.entries(paths)[at % Object.keys(paths).length]!;
    asked.push(
      (async () => {
        const started = performance.now();
        const response = await fetch(address + path, { headers: { cookie, accept: 'text/html' }, redirect: 'error' });
        await response.arrayBuffer();
        if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
        times[name]!.push(performance.now() - started);
      })(),
    );
    await sleep(Math.max(0, first + (at + 1) * everyMs - performance.now()));
  }
  await Promise.all([done, ...asked]);
  return times;
}

function report(phase: string, times: Record<string, number[]>): void {
  for (const [name, all] of Object.entries(times)) {
    const sorted = all.sort((a, b) => a - b);
    const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
    const figures = [`p50 ${at(0.5)}`, `p95 ${at(0.95)}`, `most ${at(1)}`, `of ${all.length}`];
    console.log([phase.padEnd(12), name.padEnd(14), ...figures, `load ${loadavg()[0]!.toFixed(1)}`].join('\t'));
  }
}

/** A part of one list, so that nobody is in two of them. */
function* part(from: number, to: number): Generator<CustomerRow> {
  for (const row of customerRows(filled + rows)) if (row.row_number > from && row.row_number <= to) yield row;
}
