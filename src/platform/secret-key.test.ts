import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSecretKey } from './secret-key.ts';

test('the secret key is made once, for its owner only, and the same for programs that start together', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'maru-key-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const data_dir = join(folder, 'data');
  const [one, two] = await Promise.all([openSecretKey(data_dir), openSecretKey(data_dir)]);
  assert.match(one, /^[0-9a-f]{64}$/);
  assert.equal(two, one);
  assert.equal(await openSecretKey(data_dir), one);
  assert.equal(statSync(join(data_dir, 'secret-key')).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(data_dir), ['secret-key']);
});
