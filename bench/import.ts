/**
 * `node bench/import.ts [ROWS]`: how long an import takes beside what the database alone needs for the same end state. Makes
 * a customer list of ROWS rows (1,000,000 unless told), and measures on one server
 *
 * - (a) psql: `\copy` into a staging table, the checks in SQL and a set-based upsert (bench/import-by-psql.sql);
 * - (b) `bin/maru import contacts`, which also keeps the change log and what became of every row;
 * - (c) both again with a list in which 1 % of the rows have changed;
 * - (d) `bin/maru import undo` of the second import, then of the first.
 *
 * The server is an embedded one of its own, or that of DATABASE_URL (as an owner who may create databases). Prints seconds,
 * rows a second, peak memory of the importing process and of the server, and the ratios. psql has to be installed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { searchText } from '#features/contacts/search/search-text.ts';
import { copyArray, copyText } from '#features/imports/engine/copy-text.ts';
import { openEmbeddedServer } from '#platform/database/embedded-server.ts';
import { migrationsFolder } from '#platform/database/open-database.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { e164OfPhone } from '#platform/fields/phone-e164.ts';
import { createLog } from '#platform/log.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { type CustomerRow, csvLine, customerHeaders, customerRows, linesOf } from './customer-list.ts';
import { watchMemory } from './watch-memory.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const folder = await mkdtemp(join(tmpdir(), 'maru-bench-'));
const log = createLog('warn', 'stderr');
const embedded = process.env.DATABASE_URL ? null : await openEmbeddedServer(join(folder, 'db'), { log });
const urlOf =
  embedded?.urlOf ??
  ((name: string) => Object.assign(new URL(process.env.DATABASE_URL!), { pathname: `/${name}` }).href);
const databases = { psql: 'maru_bench_psql', maru: 'maru_bench_maru' };

try {
  for (const name of Object.values(databases)) await createEmpty(name);
  const { rows: version } = await query('postgres', 'show server_version');
  console.log(`${rows} rows, PostgreSQL ${version[0].server_version}`);
  const lists = [await writeLists('first', 0), await writeLists('changed', 100)];
  await query(
    databases.psql,
    `insert into account (name, language, country, time_zone, created_at, updated_at)
    values ('Bench', 'ko', 'KR', 'Asia/Seoul', now(), now())`,
  );
  const account = join(folder, 'password');
  await writeFile(account, 'eleven wooden spoons');
  await maru(
    'setup',
    '--name',
    'Bench',
    '--admin-email',
    'admin@bench.example',
    '--admin-password-file',
    account,
    '--country',
    'KR',
    '--language',
    'ko',
  );
  const seconds: Record<string, number> = {};
  const ids: number[] = [];
  for (const [round, { csv, ready }] of lists.entries()) {
    const which = round === 0 ? 'first file' : 'again, 1 % changed';
    await query('postgres', 'checkpoint');
    seconds[`psql ${round}`] = (await measured(`psql, ${which}`, () => psql(ready))).seconds;
    await query('postgres', 'checkpoint');
    const words = ['import', 'contacts', csv, '--create-companies', '--create-fields', '--json'];
    const imported = await measured(`maru, ${which}`, () => maru(...words));
    seconds[`maru ${round}`] = imported.seconds;
    ids.push((JSON.parse(imported.said) as { id: number }).id);
  }
  for (const [round, id] of [...ids.entries()].reverse()) {
    await query('postgres', 'checkpoint');
    const undone = await measured(`maru, undo of ${round === 0 ? 'the first file' : '1 % changed'}`, () =>
      maru('import', 'undo', String(id), '--json'),
    );
    seconds[`undo ${round}`] = undone.seconds;
  }
  const ratio = (one: string, other: string) => (seconds[one]! / seconds[other]!).toFixed(2);
  console.log(
    [
      `(b)/(a) ${ratio('maru 0', 'psql 0')}`,
      `(c)/(b) ${ratio('maru 1', 'maru 0')}`,
      `psql again/first ${ratio('psql 1', 'psql 0')}`,
      `(d)/(b) ${ratio('undo 0', 'maru 0')}`,
    ].join('\t'),
  );
} finally {
  await embedded?.close();
  await rm(folder, { recursive: true, force: true });
}

interface Run {
  pid: number;
  /** With the last line that it said. */
  ended: Promise<string>;
}

async function measured(what: string, work: () => Promise<Run>): Promise<{ seconds: number; said: string }> {
  const started = performance.now();
  const { pid, ended } = await work();
  const memory = watchMemory(pid);
  const said = await ended;
  const seconds = (performance.now() - started) / 1000;
  const { program_mb, server_mb } = memory.end();
  console.log(
    [
      what,
      `${seconds.toFixed(1)} s`,
      `${Math.round(rows / seconds)} rows/s`,
      `program ${program_mb} MB`,
      `server ${server_mb} MB`,
      said,
      `load ${loadavg()[0]!.toFixed(1)}`,
    ].join('\t'),
  );
  return { seconds, said };
}

async function psql(list: string) {
  return run(
    'psql',
    ['-q', '-X', '-f', join(projectFolder, 'bench/import-by-psql.sql'), urlOf(databases.psql)],
    createReadStream(list),
  );
}

async function maru(...words: string[]) {
  const started = await run(join(projectFolder, 'bin/maru'), words);
  if (words[0] === 'setup') await started.ended;
  return started;
}

async function run(program: string, words: string[], input?: NodeJS.ReadableStream): Promise<Run> {
  const env = {
    ...process.env,
    DATABASE_URL: urlOf(databases.maru),
    MARU_SECRET_KEY: 'a key that only this bench knows, long enough',
  };
  const child = spawn(program, words, { stdio: [input ? 'pipe' : 'ignore', 'pipe', 'inherit'], env });
  let said = '';
  child.stdout!.on('data', (piece) => {
    said += piece;
  });
  if (input) pipeline(input, child.stdin!).catch(() => undefined);
  const ended = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${said}`);
    return said.trim().split('\n').at(-1)!;
  });
  return { pid: child.pid!, ended };
}

async function createEmpty(name: string): Promise<void> {
  await query('postgres', `drop database if exists ${name} with (force)`);
  await query('postgres', `create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`);
  await prepareDatabase(urlOf(name), migrationsFolder);
}

async function query(database: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The list as a customer has it, and as psql copies it: with the search text ready. */
async function writeLists(name: string, changedEvery: number): Promise<{ csv: string; ready: string }> {
  const csv = join(folder, `${name}.csv`);
  const ready = join(folder, `${name}.txt`);
  await pipeline(
    Readable.from(linesOf(customerHeaders, customerRows(rows, changedEvery), csvLine)),
    createWriteStream(csv),
  );
  await pipeline(Readable.from(linesOf('', customerRows(rows, changedEvery), readyLine)), createWriteStream(ready));
  return { csv, ready };
}

function readyLine(row: CustomerRow): string {
  const { name, email, phone, title, company, tags, language, vip, contract } = row;
  const { txt, bigrams } = searchText({
    name,
    emails: [email],
    phones: [phone, e164OfPhone(phone, 'KR')],
    company_names: [company],
    tags: tags.split(';'),
    unique_external_id: null,
  });
  return [
    ...[name, email, phone, title, company, tags, language, vip, contract, txt].map(copyText),
    copyArray(bigrams),
  ].join('\t');
}
