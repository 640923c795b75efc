import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDatabase } from './start-database.ts';

test('every test file gets an empty database of its own, quickly', async (t) => {
  const one = await startDatabase();
  t.after(one.drop);
  const before = performance.now();
  const two = await startDatabase();
  const took = performance.now() - before;
  t.after(two.drop);
  t.diagnostic(`cloned in ${took.toFixed()} ms`);
  await one.appPool.query(`insert into rate_limit (key) values ('x')`);
  const { rows } = await two.appPool.query('select count(*) from rate_limit');
  assert.equal(rows[0].count, 0);
});
