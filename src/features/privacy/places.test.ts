import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { startDatabase, type TestDatabase } from '../../../test/start-database.ts';
import { contactRow } from './contact-row.ts';
import { otherTables } from './other-tables.ts';
import { places } from './places.ts';

let database: TestDatabase;
let owner: pg.Client;
before(async () => {
  database = await startDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
});
after(async () => {
  await owner.end();
  await database.drop();
});

test('every table is a place that an erasure empties, or says why it holds nobody’s values', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class
     where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace`,
  );
  const known = new Set<string>([
    'migration',
    'contact',
    ...places.map(({ table }) => table),
    ...Object.keys(otherTables),
  ]);
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !known.has(name)),
    [],
    'add the table to places.ts, places-of-access.ts or other-tables.ts in src/features/privacy',
  );
});

test('no table that says it holds nobody’s values has an address or text of a contact by its columns', async () => {
  const { rows } = await owner.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and table_name = any($1) and column_name ~ '(^|_)(to_address|ip|user_agent)$'`,
    [Object.keys(otherTables)],
  );
  assert.deepEqual(rows, []);
});

test('every column of a contact is blanked where his row is kept, or is known to say nothing about him', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = 'contact'`,
  );
  const written = ['name', 'sort_key', 'deleted_at', 'erased_at', 'updated_at'];
  const known = new Set([...written, ...contactRow.kept, ...Object.keys(contactRow.blanked)]);
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !known.has(name)),
    [],
    'add the column to contactRow in src/features/privacy/places.ts',
  );
});
