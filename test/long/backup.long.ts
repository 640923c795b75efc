import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { signInAgent } from '#features/agents/sign-in-agent.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findImport } from '#features/imports/find-import.ts';
import type { Context } from '#platform/context.ts';
import { openEmbeddedServer } from '#platform/database/embedded-server.ts';
import { migrationsFolder } from '#platform/database/open-database.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { createLog } from '#platform/log.ts';
import { projectFolder } from '#platform/project-folder.ts';
import {
  ask,
  checksums,
  type Filled,
  fillAccount,
  makeEmptyDatabase,
  openApp,
  secretKey,
  typed,
} from '../backup-drill.ts';
import { serverPid } from '../fixtures/row-writer.ts';
import { sessionOf } from '../make.ts';
import { makeFolder } from '../make-folder.ts';
import { insertManyContacts } from '../portal.ts';
import { adminPassword, startApp, type TestApp } from '../start-app.ts';
import { openTestServer } from '../start-database.ts';
import { startPostgres, systemPostgres } from '../start-postgres.ts';

const log = createLog('error', 'stderr');
const folder = makeFolder();
const underLoad = join(folder, 'under-load.tar.gz');
const atRest = join(folder, 'at-rest.tar.gz');
/** The data folder that the first restore fills. */
const data = makeFolder();

let source: TestApp;
let filled: Filled;
before(async () => {
  source = await startApp();
  filled = await fillAccount(source);
  await insertManyContacts(await source.ctxOfAdmin(), 20_000);
});
after(() => source.stop());

/** Asks the embedded database of a data folder. */
async function withEmbedded<R>(data_dir: string, work: (url: string) => Promise<R>): Promise<R> {
  const server = await openEmbeddedServer(join(data_dir, 'db'), { log });
  try {
    return await work(server.urlOf('maru'));
  } finally {
    await server.close();
  }
}

test('O08 a backup made while an import runs and agents write shows one moment, and comes back on a fresh machine', async (t) => {
  const admin = await source.ctxOfAdmin();
  let isOver = false;
  let written = 0;
  const importing = source.worker.runDue();
  const writers = [1, 2, 3].map(async (writer) => {
    for (let n = 0; !isOver; n++) {
      const email = `load-${writer}-${n}@hanbit.example`;
      await createContact(admin, { name: `Load ${writer} ${n}`, email, company: `Load ${writer}` });
      written += 1;
    }
  });
  while (written < 20) await sleep(20);
  const said = await typed({ DATABASE_URL: source.database.url }, 'backup', underLoad, '--json');
  isOver = true;
  await Promise.all([...writers, importing]);
  assert.equal(said.status, 0, said.remarks);
  const back = await typed({ DATA_DIR: data }, 'restore', underLoad, '--json');
  assert.equal(back.status, 0, back.remarks);
  t.diagnostic(`${said.answer} ${back.answer}`);
  await withEmbedded(data, async (url) => {
    // What one act writes is there whole or not at all.
    const [counts] = await ask(
      url,
      `select count(*)::int as contacts, count(e)::int as addresses, count(s)::int as texts, count(m)::int as members,
         (select count(*)::int from change_log l join contact c on c.id = l.record_id
          where l.record = 'contact' and l.act = 'created' and c.name like 'Load %') as entries
       from contact c
       left join contact_email e on e.contact_id = c.id
       left join contact_search s on s.contact_id = c.id
       left join membership m on m.contact_id = c.id
       where c.name like 'Load %'`,
    );
    const { contacts } = counts!;
    assert.ok(contacts >= 20 && contacts < written, `${contacts} of the ${written} that were written meanwhile`);
    assert.deepEqual(counts, { contacts, addresses: contacts, texts: contacts, members: contacts, entries: contacts });
    // An import's chunks and what they created were committed together.
    const [created] = await ask(
      url,
      `select coalesce(sum(created_count), 0)::int as counted,
         (select count(*)::int from contact where created_by_import_id = $1) as there
       from import_chunk where import_id = $1 and phase = 'run'`,
      [filled.running_import_id],
    );
    assert.equal(created!.there, created!.counted);
  });
});

test('O08 the restored machine signs people in, goes on with the import and backs itself up while nothing runs', async () => {
  await withEmbedded(data, async (url) => {
    const app = openApp(url);
    try {
      const stranger: Context = app.contextOf({ kind: 'stranger', account_id: 1, locale: 'en' });
      const owner = { email: 'adam@acorn.example', password: adminPassword, is_remembered: false, device: null };
      assert.ok(sessionOf(await signInAgent(stranger, owner)).token);
      // The worker of then held it, and is not heard of any more.
      app.clock.offset_ms = 10 * 60_000;
      await app.worker.runDue();
      const system = app.contextOf({ kind: 'system', account_id: 1, locale: 'en' });
      assert.equal((await findImport(system, { id: filled.running_import_id })).state, 'done');
    } finally {
      await app.stop();
    }
  });
  assert.ok(!existsSync(join(data, 'db/postmaster.pid')), 'the server is not running');
  const { status, remarks } = await typed({ DATA_DIR: data }, 'backup', atRest);
  assert.equal(status, 0, remarks);
  assert.ok(!existsSync(join(data, 'db/postmaster.pid')), 'nor is it afterwards');
});

test('O09 from the embedded database to a server of one’s own, and back, everything is kept', async (t) => {
  const before = await withEmbedded(data, checksums);
  const url = await ownServer(t);
  const there = await typed({ DATABASE_URL: url }, 'restore', atRest);
  assert.equal(there.status, 0, there.remarks);
  const settled = ['account', 'agent_link', 'change_log', 'mail_message', 'password_reset', 'session'];
  const changed = (one: Record<string, string>, other: Record<string, string>) =>
    Object.keys(one).filter((table) => one[table] !== other[table] && !settled.includes(table));
  assert.deepEqual(changed(before, await checksums(url)), []);
  const app = openApp(url);
  const stranger: Context = app.contextOf({ kind: 'stranger', account_id: 1, locale: 'en' });
  const owner = { email: 'adam@acorn.example', password: adminPassword, is_remembered: false, device: null };
  assert.ok(sessionOf(await signInAgent(stranger, owner)).token);
  await app.stop();
  const [row] = await ask<{ version: string }>(url, `select current_setting('server_version') as version`);
  t.diagnostic(`moved to PostgreSQL ${row!.version} and back`);
  const moved = await checksums(url);
  const returning = join(folder, 'returning.tar.gz');
  assert.equal((await typed({ DATABASE_URL: url }, 'backup', returning)).status, 0);
  const home = makeFolder();
  assert.equal((await typed({ DATA_DIR: home }, 'restore', returning)).status, 0);
  assert.deepEqual(changed(moved, await withEmbedded(home, checksums)), []);
});

/** The server of TEST_DATABASE_URL, or the system's own PostgreSQL, or where there is neither a second database of the embedded one. */
async function ownServer(t: TestContext): Promise<string> {
  const programs = process.env.TEST_DATABASE_URL ? null : systemPostgres();
  if (programs) return startPostgres(t, programs);
  const server = await openTestServer();
  const { url, drop } = await makeEmptyDatabase(server);
  t.after(async () => {
    await drop();
    await server.close();
  });
  return url;
}

test('O08 a restore that is killed at any moment leaves an empty database, and the next one succeeds', async () => {
  const home = makeFolder();
  for (const moment of [/· account$/, /· contact$/, /· stored_file_chunk$/, /building indexes$/]) {
    await killedAt(moment, home, atRest);
    const made = await withEmbedded(home, (url) => ask(url, `select to_regclass('account') as account`));
    assert.deepEqual(made, [{ account: null }], String(moment));
  }
  const { status, remarks } = await typed({ DATA_DIR: home }, 'restore', atRest);
  assert.equal(status, 0, remarks);
});

/** Kills a restore when its progress reads like this. */
async function killedAt(moment: RegExp, data_dir: string, file: string): Promise<void> {
  const child = typing(['restore', file], data_dir);
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout! })) {
    if (moment.test(line)) child.kill('SIGKILL');
  }
  const [, signal] = await ended;
  assert.equal(signal, 'SIGKILL');
}

function typing(argv: string[], data_dir: string) {
  const program = join(projectFolder, 'test/fixtures/type-command.ts');
  const env = { PATH: process.env.PATH, DATA_DIR: data_dir, MARU_SECRET_KEY: secretKey };
  return spawn(process.execPath, [program, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

test('O08 when the database dies under a backup, or somebody stops it, there is no file and a plain sentence', async (t) => {
  for (const [end, sentence] of [
    [() => process.kill(serverPid(join(data, 'db')), 'SIGKILL'), /^The connection to the database broke off/],
    [(child: ReturnType<typeof typing>) => child.kill('SIGTERM'), /^Stopped: no backup was made\.$/],
  ] as const) {
    const out = makeFolder();
    const child = typing(['backup', join(out, 'x.tar.gz')], data);
    let remarks = '';
    child.stderr!.on('data', (text) => {
      remarks += text;
    });
    const ended = once(child, 'exit');
    await once(child.stdout!, 'data');
    end(child);
    const [status] = await ended;
    t.diagnostic(remarks.trim());
    assert.equal(status, 1);
    assert.match(remarks.split('\n').find((line) => !line.startsWith('{')) ?? '', sentence);
    assert.deepEqual(readdirSync(out), []);
  }
});

test('O08 an embedded database that a newer Maru has made, with nothing in it, takes an older backup', async () => {
  const home = makeFolder();
  const older = makeFolder();
  assert.equal((await typed({ DATA_DIR: home }, 'migrate')).status, 0);
  copyFileSync(join(migrationsFolder, '0001-start.sql'), join(older, '0001-start.sql'));
  const server = await openTestServer();
  const { url, drop } = await makeEmptyDatabase(server);
  await prepareDatabase(url, older);
  await ask(
    url,
    `insert into account (name, language, country, time_zone, created_at, updated_at)
     values ('Acorn', 'en', 'KR', 'Asia/Seoul', now(), now())`,
  );
  const file = join(folder, 'older.tar.gz');
  assert.equal((await typed({ DATABASE_URL: url }, 'backup', file)).status, 0);
  await drop();
  await server.close();
  const { status, remarks } = await typed({ DATA_DIR: home }, 'restore', file);
  assert.equal(status, 0, remarks);
  const names = await withEmbedded(home, (restored) => ask(restored, 'select name from account'));
  assert.deepEqual(names, [{ name: 'Acorn' }]);
});
