import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createLog } from '#platform/log.ts';
import { makeFolder } from '../../../test/make-folder.ts';
import { createLogin } from './create-login.ts';
import { type EmbeddedServer, openEmbeddedServer } from './embedded-server.ts';
import { migrationsFolder } from './open-database.ts';
import { openPool } from './postgres-pool.ts';
import { prepareDatabase } from './prepare-database.ts';

// A server of its own: roles belong to a whole server, and these tests change them and who is let in.
const log = createLog('silent');
const folder = join(makeFolder(), 'db');
let server: EmbeddedServer;
let admin: pg.Client;
before(async () => {
  server = await openEmbeddedServer(folder, { log, isDurable: false });
  admin = new pg.Client({ connectionString: server.urlOf('postgres') });
  await admin.connect();
  for (const [owner, rights] of [
    ['chief', 'createrole'],
    ['clerk', 'nocreaterole'],
  ]) {
    await admin.query(`create role ${owner} login ${rights} password '${owner}'`);
    await admin.query(`create database ${owner} owner ${owner}`);
    await admin.query(`revoke connect on database ${owner} from public`);
    if (owner === 'clerk') await admin.query('grant maru_app to clerk');
    await prepareDatabase(ownerUrl(owner!), migrationsFolder);
  }
});
after(async () => {
  await admin.end();
  await server.close();
});

function ownerUrl(owner: string): string {
  return server.urlOf(owner).replace(/\/\/[^@]+@/, `//${owner}:${owner}@`);
}

const keys = ['a secret key that only tests know', 'another key that only tests know'] as const;

test('F01 an owner who may make roles gets a login that owns nothing, from however many programs at once', async (t) => {
  const logins = await Promise.all([1, 2, 3].map(() => createLogin(ownerUrl('chief'), keys[0])));
  assert.deepEqual(
    logins.map(({ refusal }) => refusal),
    [null, null, null],
  );
  const pool = openPool(logins[0]!.url, { log, name: 'test', max: 1, statement_timeout: 0 });
  t.after(() => pool.end());
  const ask = `select session_user as signed_in, current_user as role, (select count(*)::int from account) as count`;
  assert.deepEqual((await pool.query(ask)).rows, [{ signed_in: 'maru_app_chief', role: 'maru_app', count: 0 }]);
  for (const way of ['set role none', 'set role chief', 'set session authorization chief']) {
    await pool.query(way).catch(({ code }) => assert.equal(code, '42501', way));
    const { rows } = await pool.query(`select pg_has_role('chief', 'MEMBER') as is_owner`);
    assert.deepEqual(rows, [{ is_owner: false }], way);
  }
});

test('a new secret key makes the password of the old one worthless', async () => {
  const before = await createLogin(ownerUrl('chief'), keys[0]);
  const now = await createLogin(ownerUrl('chief'), keys[1]);
  assert.equal(now.refusal, null);
  const late = new pg.Client({ connectionString: before.url });
  await assert.rejects(late.connect(), { code: '28P01' });
});

test('an owner who may make no roles goes on as himself, and the reason is the server’s', async () => {
  const { url, refusal } = await createLogin(ownerUrl('clerk'), keys[0]);
  assert.equal(url, ownerUrl('clerk'));
  assert.match(refusal!, /permission denied to create role/);
});

test('a login that the server lets not in, that may do more, or that is somebody else’s is not used', async () => {
  const rules = join(folder, 'pg_hba.conf');
  const were = await readFile(rules, 'utf8');
  await writeFile(rules, `local all maru_app_chief reject\nhost all maru_app_chief all reject\n${were}`);
  await admin.query('select pg_reload_conf()');
  const kept = await createLogin(ownerUrl('chief'), keys[0]);
  assert.equal(kept.url, ownerUrl('chief'));
  assert.match(kept.refusal!, /pg_hba\.conf/);
  await writeFile(rules, were);
  await admin.query('select pg_reload_conf()');

  await admin.query('grant pg_read_all_data to maru_app_chief');
  assert.match((await createLogin(ownerUrl('chief'), keys[0])).refusal!, /may do more.*: pg_read_all_data/);
  await admin.query(
    'revoke pg_read_all_data from maru_app_chief; revoke maru_app from maru_app_chief granted by chief',
  );
  assert.match((await createLogin(ownerUrl('chief'), keys[1])).refusal!, /somebody else's/);
});
