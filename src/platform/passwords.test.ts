import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { test } from 'node:test';
import { Failure } from './failure.ts';
import { hashesAtOnce, hashPassword, verifyPassword } from './passwords.ts';

test('a password is known again, another one is not', async () => {
  const stored = await hashPassword('correct horse battery staple');
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.deepEqual(await verifyPassword('correct horse battery staple', stored), {
    is_right: true,
    is_outdated: false,
  });
  assert.equal((await verifyPassword('correct horse battery stapl', stored)).is_right, false);
});

test('A11 every letter of a long password counts', async () => {
  const stored = await hashPassword(`${'a'.repeat(72)}X`);
  assert.equal((await verifyPassword(`${'a'.repeat(72)}Y`, stored)).is_right, false);
  const withNul = await hashPassword('before\0after');
  assert.equal((await verifyPassword('before\0aftes', withNul)).is_right, false);
  assert.equal((await verifyPassword('before\0after', withNul)).is_right, true);
});

test('the same Korean password is right however the keyboard composes it', async () => {
  const stored = await hashPassword('마루는 손님을 맞는 곳'.normalize('NFD'));
  assert.equal((await verifyPassword('마루는 손님을 맞는 곳'.normalize('NFC'), stored)).is_right, true);
});

test('A12 a hash of older parameters is right once and asks to be renewed', async () => {
  const verdict = await verifyPassword('old but right', hashWith({ memory: 4_096, passes: 3, parallelism: 1 }));
  assert.deepEqual(verdict, { is_right: true, is_outdated: true });
});

test('A12 a stored hash far above the cap is refused without being worked out', async () => {
  const heavy = hashWith({ memory: 4_096, passes: 3, parallelism: 1 }).replace('m=4096', 'm=4194304');
  const started = performance.now();
  assert.equal((await verifyPassword('old but right', heavy)).is_right, false);
  assert.ok(performance.now() - started < 2_000);
  for (const broken of [
    '',
    '$2b$10$abcdefghijklmnopqrstuv',
    '$argon2id$v=19$m=1,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
  ]) {
    assert.equal((await verifyPassword('x', broken)).is_right, false, broken);
  }
});

test('for somebody unknown the same work is done and the answer is no', async () => {
  assert.deepEqual(await verifyPassword('anything', null), { is_right: false, is_outdated: false });
});

test('when too many passwords wait, the next caller is asked to come back', async () => {
  const stored = hashWith({ memory: 64, passes: 1, parallelism: 1 });
  const tries = Array.from({ length: 120 }, () => verifyPassword('old but right', stored));
  const ends = await Promise.allSettled(tries);
  const refused = ends.filter((end) => end.status === 'rejected').map((end) => end.reason);
  assert.equal(refused.length, 120 - 100 - hashesAtOnce);
  for (const reason of refused) {
    assert.ok(reason instanceof Failure);
    assert.equal(reason.code, 'platform.busy');
    assert.ok((reason.more.retry_after ?? 0) > 0);
  }
  assert.equal((await verifyPassword('old but right', stored)).is_right, true);
});

/** A hash of 'old but right' by the parameters of some other time. */
function hashWith({ memory, passes, parallelism }: { memory: number; passes: number; parallelism: number }): string {
  const nonce = Buffer.from('sixteen bytes 16');
  const hash = argon2Sync('argon2id', { message: 'old but right', nonce, memory, passes, parallelism, tagLength: 32 });
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(nonce)}$${text(hash)}`;
}
