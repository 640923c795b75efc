import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { test } from 'node:test';
import { deriveKey } from './derive-key.ts';

/** The example of RFC 9106, section 5.3. */
const example = {
  parameters: {
    message: Buffer.alloc(32, 1),
    nonce: Buffer.alloc(16, 2),
    secret: Buffer.alloc(8, 3),
    associatedData: Buffer.alloc(12, 4),
    memory: 32,
    passes: 3,
    parallelism: 4,
    tagLength: 32,
  },
  tag: '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
};

test('several keys at once are each the one of the standard', async () => {
  const keys = await Promise.all([1, 2, 3].map(() => deriveKey(example.parameters)));
  for (const key of keys) assert.equal(key.toString('hex'), example.tag);
});

test('parameters that can not be are refused, and the next key is derived', async () => {
  await assert.rejects(deriveKey({ ...example.parameters, nonce: Buffer.alloc(1) }), RangeError);
  assert.equal((await deriveKey(example.parameters)).toString('hex'), example.tag);
});

test('hashes give way to pages', async () => {
  await deriveKey(example.parameters);
  assert.equal(getPriority(), 0);
  // proc(5): the niceness is the 19th field, the 17th after the name in brackets.
  const ofThreads = readdirSync('/proc/self/task').map((id) =>
    Number(readFileSync(`/proc/self/task/${id}/stat`, 'utf8').split(') ')[1]!.split(' ')[16]),
  );
  assert.ok(ofThreads.includes(10), ofThreads.join());
});
