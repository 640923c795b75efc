import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import pg from 'pg';
import { createLog } from '#platform/log.ts';
import { openSecretKey } from '#platform/secret-key.ts';
import { killServer, serverPid, startRowWriter } from '../../../test/fixtures/row-writer.ts';
import { makeFolder } from '../../../test/make-folder.ts';
import { openEmbeddedServer } from './embedded-server.ts';
import { isAlive } from './server-folder.ts';
import { findServerProgram } from './server-program.ts';

const options = { log: createLog('silent'), isDurable: false };

const made = join(makeFolder(), 'db');
before(async () => (await openEmbeddedServer(made, options)).close());

/** A data folder that is made already: making one takes a second. */
function makeData(): string {
  const db = join(makeFolder(), 'db');
  cpSync(made, db, { recursive: true });
  return db;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows[0];
}

function isRunning(db: string): boolean {
  return existsSync(join(db, 'postmaster.pid'));
}

test('the embedded server knows Korean, listens on nothing but its socket and shows its password to nobody', async (t) => {
  const db = makeData();
  const server = await openEmbeddedServer(db, options);
  t.after(server.close);
  const url = server.urlOf('postgres');
  await ask(url, 'create extension pg_trgm');
  assert.deepEqual(
    await ask(
      url,
      `select cardinality(show_trgm('김하늘')) > 0 as korean, current_setting('listen_addresses') as addresses,
         current_setting('server_encoding') as encoding`,
    ),
    { korean: true, addresses: '', encoding: 'UTF8' },
  );
  assert.equal(statSync(db).mode & 0o777, 0o700);
  assert.equal(statSync(join(db, 'maru.json')).mode & 0o777, 0o600);
  await assert.rejects(ask(url.replace(/:[^:@/]+@/, ':wrong@'), 'select 1'), /password authentication failed/);
});

test('O07 a second program on the same data attaches, and the last one that leaves stops the server', async (t) => {
  const db = makeData();
  const server = await openEmbeddedServer(db, options);
  const pid = serverPid(db);
  const second = await startRowWriter(t, db);
  assert.equal(serverPid(db), pid, 'the second program found the first one’s server');
  await server.close();
  assert.ok(isRunning(db), 'the server stays for the program that still uses it');
  await second.more(3);
  await second.end('SIGTERM');
  assert.ok(!isRunning(db), 'nobody uses it any more');
});

test('O07 two programs that make the data folder at once share one server', async (t) => {
  const db = join(makeFolder(), 'db');
  const [one, two] = await Promise.all([startRowWriter(t, db), startRowWriter(t, db)]);
  await Promise.all([one.end('SIGTERM'), two.end('SIGTERM')]);
  assert.ok(!isRunning(db));
});

test('O07 what a killed program left running is found, used and stopped', async (t) => {
  const db = makeData();
  const killed = await startRowWriter(t, db);
  await killed.more(5);
  await killed.end('SIGKILL');
  const pid = serverPid(db);
  assert.ok(isAlive(pid), 'the server outlives the program');
  const server = await openEmbeddedServer(db, options);
  assert.equal(serverPid(db), pid);
  const { count } = await ask(server.urlOf('postgres'), 'select count(*)::int from kept');
  assert.ok((count as number) > killed.acknowledged(), `${count} rows kept of ${killed.acknowledged() + 1}`);
  await server.close();
  assert.ok(!isRunning(db));
});

test('O07 a server that is killed is opened again by the program that uses it, with every acknowledged row', async (t) => {
  const db = makeData();
  const writer = await startRowWriter(t, db);
  for (let round = 0; round < 2; round++) {
    await writer.more(5);
    const before = performance.now();
    await killServer(db);
    await writer.more(2);
    const took = performance.now() - before;
    assert.ok(took < 10_000, `took ${took} ms`);
  }
  const last = writer.acknowledged();
  await writer.end('SIGTERM');
  const server = await openEmbeddedServer(db, options);
  t.after(server.close);
  const { count } = await ask(server.urlOf('postgres'), `select count(*)::int from kept where n <= ${last}`);
  assert.equal(count, last + 1);
});

test('O07 a folder copied while the server ran is refused as a backup, one copied at rest is not', async (t) => {
  const db = makeData();
  const folder = dirname(db);
  const writer = await startRowWriter(t, db);
  cpSync(db, join(folder, 'hot'), {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !path.includes('.s.PGSQL'),
  });
  await assert.rejects(openEmbeddedServer(join(folder, 'hot'), options), { code: 'database.folder_is_copy' });
  await writer.end('SIGTERM');
  cpSync(db, join(folder, 'cold'), { recursive: true });
  const server = await openEmbeddedServer(join(folder, 'cold'), options);
  t.after(server.close);
  const { count } = await ask(server.urlOf('postgres'), 'select count(*)::int from kept');
  assert.ok((count as number) > 0);
});

test('O07 a dead server’s number that another program has by now stops nobody from starting', async (t) => {
  const db = makeData();
  await (await openEmbeddedServer(db, options)).close();
  const { user } = await findServerProgram();
  const other = spawn('sleep', ['60'], { ...user, stdio: 'ignore' });
  t.after(() => other.kill());
  writeFileSync(join(db, 'postmaster.pid'), `${other.pid}\n${db}\n1795411970\n5432\n\n\n\nready   \n`);
  const server = await openEmbeddedServer(db, options);
  assert.notEqual(serverPid(db), other.pid);
  await server.close();
  assert.ok(isAlive(other.pid!), 'and that program is left alone');
});

test('data of another version of PostgreSQL is refused, not touched', async () => {
  const db = join(makeFolder(), 'db');
  mkdirSync(db);
  writeFileSync(join(db, 'PG_VERSION'), '17\n');
  await assert.rejects(openEmbeddedServer(db, options), {
    code: 'database.folder_version',
    more: { values: { path: db, found: '17', brought: '18' } },
  });
});

test('a folder that can not be written, or that holds something else, is named with the way out', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'file'), '');
  await assert.rejects(openEmbeddedServer(join(folder, 'file/db'), options), { code: 'database.folder_closed' });
  await assert.rejects(openSecretKey(join(folder, 'file')), { code: 'database.folder_closed' });
  mkdirSync(join(folder, 'photos'));
  writeFileSync(join(folder, 'photos/cat.jpg'), '');
  await assert.rejects(openEmbeddedServer(join(folder, 'photos'), options), {
    code: 'database.folder_unknown',
    more: { values: { path: join(folder, 'photos') } },
  });
});

test('a path that is too long for a socket is served through the loopback', async (t) => {
  const folder = join(makeFolder(), 'long'.repeat(30));
  const server = await openEmbeddedServer(join(folder, 'db'), options);
  t.after(server.close);
  assert.match(server.urlOf('postgres'), /host=127\.0\.0\.1/);
  assert.equal((await ask(server.urlOf('postgres'), 'select 1 as one')).one, 1);
});

test('a server that can not start says why and where to read on', async () => {
  const folder = makeFolder();
  await (await openEmbeddedServer(join(folder, 'db'), options)).close();
  rmSync(join(folder, 'db/global/pg_control'));
  await assert.rejects(
    openEmbeddedServer(join(folder, 'db'), options),
    (error: { code: string; more: { values: { reason: string; log: string } } }) => {
      assert.equal(error.code, 'database.server_not_started');
      assert.match(error.more.values.reason, /pg_control/);
      assert.match(readFileSync(error.more.values.log, 'utf8'), /pg_control/);
      return true;
    },
  );
});

if (process.getuid?.() === 0) {
  test('as root the server runs in a folder that its user can not walk to', async (t) => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'private'), { mode: 0o700 });
    const server = await openEmbeddedServer(join(folder, 'private/db'), options);
    t.after(server.close);
    assert.equal((await ask(server.urlOf('postgres'), 'select 1 as one')).one, 1);
  });

  test('as root the data of another user is opened as that user', async (t) => {
    const db = makeData();
    await (await openEmbeddedServer(db, options)).close();
    spawnSync('chown', ['-R', 'nobody', db]);
    chmodSync(dirname(db), 0o755);
    const server = await openEmbeddedServer(db, options);
    t.after(server.close);
    assert.equal(statSync(join(db, 'postmaster.pid')).uid, statSync(db).uid);
  });
}
