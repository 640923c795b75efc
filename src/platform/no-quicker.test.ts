import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noQuicker } from './no-quicker.ts';

const timeOf = async (work: () => Promise<unknown>) => {
  const started = performance.now();
  await work().catch(() => undefined);
  return performance.now() - started;
};

test('a refusal takes its time however soon it is known, a success only where it must', async () => {
  const refuse = () => Promise.reject(new Error('no'));
  const allow = async () => 'yes';
  assert.ok((await timeOf(() => noQuicker(60, refuse))) >= 60);
  assert.ok((await timeOf(() => noQuicker(60, allow))) < 50);
  assert.ok((await timeOf(() => noQuicker(60, allow, { always: true }))) >= 60);
  assert.equal(await noQuicker(1, allow), 'yes');
  await assert.rejects(noQuicker(1, refuse), /no/);
});
