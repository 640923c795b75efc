import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '#platform/log.ts';
import { makeFolder } from '../../../test/make-folder.ts';
import { startDatabase } from '../../../test/start-database.ts';
import { openDatabase } from './open-database.ts';

const log = createLog('silent');
const secret_key = 'a secret key that only tests know';

test('without a setting the embedded database opens, migrated, with its pools; a second program shares it', async () => {
  const data_dir = makeFolder();
  const first = await openDatabase({ database_url: null, data_dir, secret_key: null, log });
  assert.deepEqual(first.migrated.slice(0, 1), ['0001-start']);
  const second = await openDatabase({ database_url: null, data_dir, secret_key: null, log });
  assert.deepEqual(second.migrated, []);
  await first.pools.pages.query(`insert into rate_limit (key) values ('seen')`);
  await first.close();
  const { rows } = await second.pools.worker.query('select key from rate_limit');
  assert.deepEqual(rows, [{ key: 'seen' }]);
  const { rows: limits } = await second.pools.pages.query('show statement_timeout');
  assert.deepEqual(limits, [{ statement_timeout: '5s' }]);
  await second.close();
});

test('DATABASE_URL takes the place of the embedded database', async (t) => {
  const database = await startDatabase();
  t.after(database.drop);
  const opened = await openDatabase({ database_url: database.url, data_dir: '/nowhere', secret_key, log });
  t.after(opened.close);
  assert.equal(opened.owner_url, database.url);
  const { rows } = await opened.pools.listen.query('select current_user as role');
  assert.deepEqual(rows, [{ role: 'maru_app' }]);
});

test('a database server that can not be used is named with the reason', async (t) => {
  const database = await startDatabase();
  t.after(database.drop);
  const url = new URL(database.url);
  url.pathname = '/nothing_of_that_name';
  await assert.rejects(openDatabase({ database_url: url.href, data_dir: '/nowhere', secret_key, log }), {
    code: 'database.unreachable',
    more: { values: { reason: 'database "nothing_of_that_name" does not exist' } },
  });
});
