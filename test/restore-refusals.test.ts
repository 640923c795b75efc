import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readMigrations } from '#platform/database/migrate.ts';
import { migrationsFolder } from '#platform/database/open-database.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { ask, checksums, makeEmptyDatabase, openTestServer, typed } from './backup-drill.ts';
import { makeFolder } from './make-folder.ts';
import { insertAccount } from './platform-context.ts';
import { startDatabase, type TestDatabase, type TestServer } from './start-database.ts';

let server: TestServer;
let source: TestDatabase;
let target: { url: string; drop(): Promise<void> };
const folder = makeFolder();
const file = join(folder, 'maru.tar.gz');

before(async () => {
  server = await openTestServer();
  source = await startDatabase();
  await insertAccount(source, 'ko');
  await ask(source.url, insertContacts, [3000]);
  // What a migration of tomorrow might make, or somebody who keeps his own tables here.
  await ask(source.url, 'create table "own 표" (n integer, doubled integer generated always as (n * 2) stored)');
  await ask(source.url, 'insert into "own 표" values (1), (2)');
  target = await makeEmptyDatabase(server);
  const { status, remarks } = await backUp();
  assert.equal(status, 0, remarks);
});
after(async () => {
  await target.drop();
  await source.drop();
  await server.close();
});

const insertContacts = `
  insert into contact (account_id, name, sort_key, source, created_at, updated_at)
  select 1, '고객 ' || n, md5(n::text), 'import', now(), now() from generate_series(1, $1) n`;
const backUp = (...more: string[]) => typed({ DATABASE_URL: source.url }, 'backup', file, ...more);
const restore = (path: string, url = target.url) => typed({ DATABASE_URL: url }, 'restore', path);
const tablesIn = (url: string) =>
  ask(url, `select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);

/** Tries to restore, expects this one sentence, and finds the target as empty as it was. */
async function refused(path: string, sentence: RegExp): Promise<void> {
  const { status, answer, remarks } = await restore(path);
  assert.deepEqual([status, answer, remarks.split('\n').length], [1, '', 1], remarks);
  assert.match(remarks, sentence);
  assert.deepEqual(await tablesIn(target.url), []);
}

/** The backup with its archive changed in some way. */
function changed(name: string, change: (archive: Buffer) => Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, gzipSync(change(gunzipSync(readFileSync(file)))));
  return path;
}

test('O08 a backup can be opened with ordinary tools, and nobody else may read it', () => {
  const listed = spawnSync('tar', ['tvzf', file], { encoding: 'utf8' }).stdout.trim().split('\n');
  assert.match(listed[0]!, /^-rw------- .* maru-backup\.json$/);
  assert.match(listed.at(-1)!, / end\.json$/);
  const rows = spawnSync('tar', ['xOzf', file, 'tables/contact'], { encoding: 'utf8' }).stdout;
  assert.equal(rows.split('\n').length - 1, 3000);
  assert.match(rows, /^1\t1\t고객 1\t/);
  assert.equal(spawnSync('stat', ['-c', '%a', file], { encoding: 'utf8' }).stdout.trim(), '600');
  assert.ok(!readFileSync(file).includes('a secret key'), 'the secret key is not in it');
});

test('O08 a backup is asked for in a way that can be mistaken in one sentence each', async () => {
  const nothing = join(folder, 'nothing.tar.gz');
  const cases: [Record<string, string>, string[], RegExp][] = [
    [{ DATABASE_URL: target.url }, [nothing], /^There is nothing to back up/],
    [{ DATA_DIR: join(folder, 'nowhere') }, [nothing], /^There is nothing to back up/],
    [{ DATABASE_URL: source.url }, [file], /maru\.tar\.gz already exists\. .* --force\.$/],
    [{ DATABASE_URL: source.url }, [join(folder, 'no/where')], /^There is no folder .*\/no\. Make it first\.$/],
    [{ DATABASE_URL: source.url }, [folder, '--force'], /is there and is not a file/],
  ];
  for (const [settings, argv, sentence] of cases) {
    const { status, answer, remarks } = await typed(settings, 'backup', ...argv);
    assert.deepEqual([status, answer, remarks.split('\n').length], [1, '', 1], remarks);
    assert.match(remarks, sentence);
  }
  assert.ok(!existsSync(join(folder, 'nowhere')), 'looking makes nothing');
  assert.equal((await backUp('--force')).status, 0);
});

test('O08 a backup that is cut off anywhere is noticed before anything is written', async () => {
  const bytes = readFileSync(file);
  const path = join(folder, 'short');
  for (const share of [0.3, 0.7, 0.99]) {
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * share)));
    await refused(path, /is not whole: it breaks off at “[^”]+”\. Use another backup; nothing was changed\.$/);
  }
  writeFileSync(path, bytes.subarray(0, bytes.length - 1));
  await refused(path, /is not whole/);
  const withoutEnd = changed('no-end', (archive) => archive.subarray(0, archive.indexOf('end.json')));
  await refused(withoutEnd, /is not whole/);
});

test('O08 a single wrong bit anywhere in a backup is noticed before anything is written', async () => {
  const bytes = readFileSync(file);
  const path = join(folder, 'flipped');
  for (const share of [0.2, 0.5, 0.8, 0.999]) {
    const flipped = Buffer.from(bytes);
    const at = Math.floor(bytes.length * share);
    flipped[at] = flipped[at]! ^ 1;
    writeFileSync(path, flipped);
    await refused(path, /is (damaged|not whole)/);
  }
  // Packed again, so that only our own checksum can tell.
  const swapped = changed('swapped', (archive) => {
    const at = archive.indexOf('고객 2000');
    archive.write('고객 2001', at);
    return archive;
  });
  await refused(swapped, /is damaged at “contact”/);
});

test('O08 what is no backup, of a newer Maru or not there is said in one sentence', async () => {
  const foreign = join(folder, 'photos.tar.gz');
  writeFileSync(join(folder, 'cat.jpg'), 'a cat');
  spawnSync('tar', ['czf', foreign, '-C', folder, 'cat.jpg']);
  await refused(foreign, /photos\.tar\.gz is not a backup of Maru\. Nothing was changed\.$/);
  await refused(join(folder, 'cat.jpg'), /is not a backup of Maru/);
  writeFileSync(join(folder, 'empty'), '');
  await refused(join(folder, 'empty'), /is not a backup of Maru/);
  await refused(join(folder, 'nothing'), /^There is no file .*nothing\.$/);
  await refused(folder, /can not be read: EISDIR/);
  const inManifest = (from: RegExp, to: string) => (archive: Buffer) => replaced(archive, from, to);
  const migration = /"name": "0\d{3}-/;
  await refused(
    changed('tomorrow', inManifest(migration, '"name": "0999-')),
    /was made by Maru 0\.1\.0 \(database 0999-/,
  );
  await refused(changed('form', inManifest(/"format": 1/, '"format": 9')), /in a form that this version can not read/);
  for (const argv of [['restore'], ['backup']]) {
    assert.match((await typed({ DATABASE_URL: target.url }, ...argv)).remarks, /path of the backup is missing/);
  }
  assert.match((await typed({ DATABASE_URL: target.url }, 'restore', file, 'more')).remarks, /“more” is too much/);
});

/** The archive with text of the same length put in the place of the first that matches. */
function replaced(archive: Buffer, from: RegExp, to: string): Buffer {
  const found = from.exec(archive.toString('latin1'));
  if (found) archive.write(to, found.index, 'latin1');
  return archive;
}

test('O08 a backup goes only into an empty database that nobody uses', async () => {
  assert.match((await restore(file, source.url)).remarks, /^Another Maru program is using this database\./);
  await ask(target.url, 'create table orders (id bigint)');
  assert.match((await restore(file)).remarks, /holds something else \(the table orders\)/);
  await ask(target.url, 'drop table orders');
  const { status, answer } = await restore(file);
  assert.equal(status, 0);
  assert.match(answer, /^Restored what was backed up on /);
  assert.match(answer, /The table own 표 is not Maru’s own and was left out\./);
  const before = await checksums(target.url);
  assert.match((await restore(file)).remarks, /^There is a help desk in this database already/);
  assert.deepEqual(await checksums(target.url), before);
});

test('O08 a backup of an older Maru is brought to this version, into a database that Maru has never been in or has just made', async () => {
  const known = await readMigrations(migrationsFolder);
  for (const level of [1, known.length - 1]) {
    const older = await makeEmptyDatabase(server);
    const fresh = await makeEmptyDatabase(server);
    await prepareDatabase(older.url, makeMigrations(level));
    await ask(older.url, insertAccountRow);
    await ask(older.url, insertContacts, [10]);
    const path = join(folder, `level-${level}.tar.gz`);
    assert.equal((await typed({ DATABASE_URL: older.url }, 'backup', path)).status, 0);
    assert.deepEqual(await levelOf(older.url), level, 'backing up migrates nothing');
    await prepareDatabase(fresh.url, makeMigrations(1));
    const { status, answer, remarks } = await restore(path, fresh.url);
    assert.equal(status, 0, remarks);
    assert.ok(
      answer.includes(
        `Applied: ${known
          .slice(level)
          .map(({ name }) => name)
          .join(', ')}`,
      ),
      answer,
    );
    assert.equal(await levelOf(fresh.url), known.length);
    const contacts = await ask(fresh.url, 'select count(*)::int as count, max(time_zone) as zone from contact');
    assert.deepEqual(contacts, [{ count: 10, zone: null }]);
    await Promise.all([older.drop(), fresh.drop()]);
  }
});

test('O08 a database that was brought to a newer version than the backup’s is named with the way out', async () => {
  const migrated = await makeEmptyDatabase(server);
  await prepareDatabase(migrated.url, migrationsFolder);
  const { remarks } = await restore(join(folder, 'level-1.tar.gz'), migrated.url);
  assert.match(
    remarks,
    /is empty, but was brought to a newer version .*“drop database maru_test_\w+; create database maru_test_/,
  );
  await migrated.drop();
});

const insertAccountRow = `
  insert into account (name, language, country, time_zone, created_at, updated_at)
  values ('Acorn', 'en', 'KR', 'Asia/Seoul', now(), now())`;

async function levelOf(url: string): Promise<number> {
  const [found] = await ask<{ level: number }>(url, 'select max(number) as level from migration');
  return found!.level;
}

/** A folder with the first migrations. */
function makeMigrations(count: number): string {
  const first = makeFolder();
  for (const name of readdirSync(migrationsFolder).sort().slice(0, count)) {
    copyFileSync(join(migrationsFolder, name), join(first, name));
  }
  return first;
}
