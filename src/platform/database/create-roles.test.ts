import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createLog } from '#platform/log.ts';
import { makeFolder } from '../../../test/make-folder.ts';
import { type EmbeddedServer, openEmbeddedServer } from './embedded-server.ts';
import { migrationsFolder } from './open-database.ts';
import { openPool } from './postgres-pool.ts';
import { prepareDatabase } from './prepare-database.ts';

// A server of its own: roles belong to a whole server, and these tests change them.
const log = createLog('silent');
let server: EmbeddedServer;
let admin: pg.Client;
before(async () => {
  server = await openEmbeddedServer(join(makeFolder(), 'db'), { log, isDurable: false });
  admin = new pg.Client({ connectionString: server.urlOf('postgres') });
  await admin.connect();
  await admin.query(`create role owner login password 'owner'`);
  await admin.query('create database help owner owner');
});
after(async () => {
  await admin.end();
  await server.close();
});

function ownerUrl(database = 'help', role = 'owner'): string {
  return server.urlOf(database).replace(/\/\/[^@]+@/, `//${role}:${role}@`);
}

test('an owner who may make roles needs no administrator', async (t) => {
  await admin.query(`create role chief login createrole password 'chief'`);
  await admin.query('create database desk owner chief');
  await prepareDatabase(ownerUrl('desk', 'chief'), migrationsFolder);
  const pool = openPool(ownerUrl('desk', 'chief'), { log, name: 'test', max: 1, statement_timeout: 0 });
  t.after(() => pool.end());
  const { rows } = await pool.query('select session_user as signed_in, current_user as role');
  assert.deepEqual(rows[0], { signed_in: 'chief', role: 'maru_app' });
});

test('an owner who may not make roles is told what to ask an administrator for, and that is enough', async (t) => {
  await assert.rejects(prepareDatabase(ownerUrl(), migrationsFolder), {
    code: 'database.role_not_made',
    more: { values: { owner: 'owner' } },
  });
  await admin.query('grant maru_app to owner');
  await prepareDatabase(ownerUrl(), migrationsFolder);
  const pool = openPool(ownerUrl(), { log, name: 'test', max: 1, statement_timeout: 0 });
  t.after(() => pool.end());
  const { rows } = await pool.query('select current_user as role, count(*) from account');
  assert.deepEqual(rows[0], { role: 'maru_app', count: 0 });
});

test('an owner who may not make tables is told who should own the database', async () => {
  await admin.query('create database others');
  await assert.rejects(prepareDatabase(ownerUrl('others'), migrationsFolder), {
    code: 'database.schema_forbidden',
    more: { values: { owner: 'owner', database: 'others' } },
  });
});

test('a server on which maru_app stands above policies is refused', async () => {
  await admin.query('alter role maru_app bypassrls');
  await assert.rejects(prepareDatabase(ownerUrl(), migrationsFolder), { code: 'database.role_bypasses' });
  await admin.query('alter role maru_app nobypassrls');
  await admin.query('revoke maru_app from owner; grant owner to maru_app');
  await assert.rejects(prepareDatabase(server.urlOf('help'), migrationsFolder), { code: 'database.role_owns_tables' });
});
