import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createLog } from '#platform/log.ts';
import { startDatabase, type TestDatabase } from '../../../test/start-database.ts';
import { openPool } from './postgres-pool.ts';

let database: TestDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.drop());

function openOn(url: string): pg.Pool {
  return openPool(url, { log: createLog('silent'), name: 'test', max: 2, statement_timeout: 0 });
}

test('what the database says arrives as what it is', async () => {
  const { rows } = await database.appPool.query(
    `select 9007199254740991::bigint as id, '{1,null}'::bigint[] as ids, 0.10::numeric as amount, '{0.10}'::numeric[] as amounts,
       '2026-03-05'::date as due_on, '{2026-03-05}'::date[] as days, '2026-03-05 01:02:03+09'::timestamptz as at,
       '{"a":[1]}'::jsonb as changes, '\\x00ff'::bytea as bytes`,
  );
  assert.deepEqual(rows[0], {
    id: 9007199254740991,
    ids: [1, null],
    amount: '0.10',
    amounts: ['0.10'],
    due_on: '2026-03-05',
    days: ['2026-03-05'],
    at: new Date('2026-03-04T16:02:03Z'),
    changes: { a: [1] },
    bytes: Buffer.from([0, 255]),
  });
});

test('a number that JavaScript would round fails instead', async () => {
  await assert.rejects(database.appPool.query('select 9007199254740993::bigint'), /holds 9007199254740993/);
  const { rows } = await database.appPool.query('select 1::bigint as id');
  assert.equal(rows[0].id, 1, 'and the connection goes on');
});

test('every connection works as maru_app in UTC and compiles no statement, whatever its URL asks for', async (t) => {
  const url = new URL(database.url);
  url.searchParams.set('options', '-c role=none -c timezone=Asia/Seoul -c jit=on -c work_mem=5MB');
  const pool = openOn(url.href);
  t.after(() => pool.end());
  const ask = `select current_user as role, current_setting('timezone') as zone, current_setting('jit') as jit,
    current_setting('work_mem') as memory`;
  assert.deepEqual((await pool.query(ask)).rows, [{ role: 'maru_app', zone: 'UTC', jit: 'off', memory: '5MB' }]);
  const client = await pool.connect();
  await client.query('reset all; reset role');
  assert.deepEqual((await client.query(ask)).rows, [{ role: 'maru_app', zone: 'UTC', jit: 'off', memory: '5MB' }]);
  client.release();
});

test('as maru_app no row of an account is seen before the account is said, and no table can be made', async () => {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(
    `insert into account (name, language, country, time_zone, created_at, updated_at) values ('Acme', 'en', 'KR', 'UTC', now(), now())`,
  );
  const { rows: there } = await owner.query('select count(*)::int from account');
  await owner.end();
  const { rows: seen } = await database.appPool.query('select count(*) from account');
  assert.deepEqual([there[0].count, seen[0].count], [1, 0]);
  await assert.rejects(database.appPool.query('create table mine ()'), /permission denied/);
  await assert.rejects(database.appPool.query(`insert into migration values (99, 'x')`), /permission denied/);
});

test('O02 connections that the server ended are replaced, and one that an act holds fails only that act', async (t) => {
  const pool = openOn(database.url);
  t.after(() => pool.end());
  const held = await pool.connect();
  await pool.query('select 1');
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await owner.end();
  await assert.rejects(held.query('select 1'));
  held.release(true);
  const { rows } = await pool.query('select 1 as one');
  assert.equal(rows[0].one, 1);
});

test('a process that is idle is still seen among the connections, so that nothing is restored under it', async (t) => {
  const pool = openOn(database.url);
  t.after(() => pool.end());
  pool.options.idleTimeoutMillis = 50;
  let opened = 0;
  pool.on('connect', () => opened++);
  await Promise.all([1, 2].map(() => pool.query('select pg_sleep(0.05)')));
  assert.equal(opened, 2);
  for (const until = Date.now() + 5000; pool.totalCount > 1 && Date.now() < until; ) await sleep(20);
  await sleep(200);
  assert.equal(pool.totalCount, 1);
});
