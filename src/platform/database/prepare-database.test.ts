import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { makeFolder } from '../../../test/make-folder.ts';
import { openTestServer, startDatabase, type TestServer } from '../../../test/start-database.ts';
import { readMigrations } from './migrate.ts';
import { migrationsFolder } from './open-database.ts';
import { prepareDatabase } from './prepare-database.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

let databasesCount = 0;

/** A database with nothing in it, and a client of its owner. */
async function makeEmpty(
  locale = 'C.UTF-8',
  encoding = 'UTF8',
): Promise<{ url: string; client: pg.Client; drop(): Promise<void> }> {
  const name = `maru_test_${process.pid}_empty_${++databasesCount}`;
  await server.client.query(`create database ${name} template template0 encoding '${encoding}' locale '${locale}'`);
  const client = new pg.Client({ connectionString: server.urlOf(name) });
  await client.connect();
  return {
    url: server.urlOf(name),
    client,
    async drop() {
      await client.end();
      await server.client.query(`drop database ${name} with (force)`);
    },
  };
}

function makeMigrations(...files: [name: string, sql: string][]): string {
  const folder = join(makeFolder(), 'migrations');
  mkdirSync(folder);
  for (const [name, sql] of files) writeFileSync(join(folder, name), sql);
  return folder;
}

const first: [string, string] = [
  '0001-start.sql',
  'create table one (id bigint primary key); insert into one values (1);',
];

test('migrations run once, in order, and a later one joins them', async (t) => {
  const empty = await makeEmpty();
  t.after(empty.drop);
  assert.deepEqual(await prepareDatabase(empty.url, makeMigrations(first)), ['0001-start']);
  assert.deepEqual(await prepareDatabase(empty.url, makeMigrations(first)), []);
  const second: [string, string] = ['0002-more.sql', 'insert into one select id + 1 from one;'];
  assert.deepEqual(await prepareDatabase(empty.url, makeMigrations(first, second)), ['0002-more']);
  const { rows } = await empty.client.query('select id::int from one order by id');
  assert.deepEqual(rows, [{ id: 1 }, { id: 2 }]);
});

test('two programs that start at once migrate once', async (t) => {
  const empty = await makeEmpty();
  t.after(empty.drop);
  const folder = makeMigrations(first);
  const ran = await Promise.all([prepareDatabase(empty.url, folder), prepareDatabase(empty.url, folder)]);
  assert.deepEqual(ran.flat(), ['0001-start']);
});

test('the real migrations run on an empty database, and twice does no harm', async (t) => {
  const empty = await makeEmpty();
  t.after(empty.drop);
  const names = (await readMigrations(migrationsFolder)).map(({ name }) => name);
  assert.deepEqual(await prepareDatabase(empty.url, migrationsFolder), names);
  assert.deepEqual(await prepareDatabase(empty.url, migrationsFolder), []);
});

test('a migration that fails leaves nothing, and runs when it is mended', async (t) => {
  const empty = await makeEmpty();
  t.after(empty.drop);
  const broken: [string, string] = ['0002-more.sql', 'create table two (); select 1 / 0;'];
  await assert.rejects(prepareDatabase(empty.url, makeMigrations(first, broken)), /division by zero/);
  const { rows } = await empty.client.query(
    `select to_regclass('two') as two, (select max(number) from migration) as newest`,
  );
  assert.deepEqual(rows, [{ two: null, newest: 1 }]);
  const mended: [string, string] = ['0002-more.sql', 'create table two ();'];
  assert.deepEqual(await prepareDatabase(empty.url, makeMigrations(first, mended)), ['0002-more']);
});

test('a database of a newer Maru is refused', async (t) => {
  const empty = await makeEmpty();
  t.after(empty.drop);
  await prepareDatabase(empty.url, makeMigrations(first, ['0002-from-tomorrow.sql', 'select 1;']));
  await assert.rejects(prepareDatabase(empty.url, makeMigrations(first)), {
    code: 'database.newer_than_code',
    more: { values: { name: '0002-from-tomorrow' } },
  });
});

test('O09 a migration does not make others wait behind it for a lock, and runs once it can', async (t) => {
  const empty = await makeEmpty();
  t.after(empty.drop);
  await prepareDatabase(empty.url, makeMigrations(first));
  const reader = new pg.Client({ connectionString: empty.url });
  await reader.connect();
  await reader.query('begin; select * from one');
  const migrated = prepareDatabase(
    empty.url,
    makeMigrations(first, ['0002-more.sql', 'alter table one add column name text;']),
  );
  const began = performance.now();
  await empty.client.query('select * from one');
  // Asked again while the migration stands in the queue for its lock: nobody waits longer than its patience.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await empty.client.query('select * from one');
  assert.ok(performance.now() - began < 2800, `others waited ${performance.now() - began} ms`);
  await reader.query('commit');
  await reader.end();
  assert.deepEqual(await migrated, ['0002-more']);
});

test('a gap in the numbers is found before anything runs', async () => {
  await assert.rejects(readMigrations(makeMigrations(first, ['0003-x.sql', ''])), /0003-x\.sql is not next/);
});

test('a database whose locale does not know Korean letters is refused before anything is made', async (t) => {
  const empty = await makeEmpty('C');
  t.after(empty.drop);
  await assert.rejects(prepareDatabase(empty.url, makeMigrations(first)), {
    code: 'database.letters_unknown',
    more: { values: { encoding: 'UTF8', locale: 'C' } },
  });
  const { rows } = await empty.client.query(`select to_regclass('migration') as made`);
  assert.equal(rows[0].made, null);
});

test('a server on which maru_app owns a table is refused, for policies would not hold there', async (t) => {
  const database = await startDatabase();
  t.after(database.drop);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('alter table contact owner to maru_app');
  await client.end();
  await assert.rejects(
    prepareDatabase(database.url, migrationsFolder),
    (error: { code: string; more: { values: object } }) => {
      assert.equal(error.code, 'database.role_owns_tables');
      assert.deepEqual({ ...error.more.values, owner: '' }, { table: 'contact', table_owner: 'maru_app', owner: '' });
      return true;
    },
  );
});
