import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickest } from '../../test/quickest.ts';
import { checkPassword } from './check-password.ts';

const words = ['Ruth King', 'ruth.king@hanbit.example', 'Hanbit Support'];
const codeOf = async (password: string) => (await checkPassword(password, { field: 'password', words }))?.code ?? null;

test('A11 a password needs no digits or capitals, only to be hard to guess', async () => {
  for (const good of [
    'correct horse battery staple',
    '마루는 손님을 맞는 곳이다',
    'k7#pQ9!zWv',
    `before\0${'after that'}`,
    '🐢🐇🐢🐇 절구 방아',
  ]) {
    assert.equal(await codeOf(good), null, good);
  }
});

test('A11 what everybody tries first is refused with the reason', async () => {
  for (const weak of ['password1', 'qwer1234!', 'aaaaaaaaaaaa', '12345678', 'tlqkf1234', 'dkssudgktpdy1']) {
    assert.match((await codeOf(weak)) ?? 'accepted', /^platform\.password_(weak|known)$/, weak);
  }
});

test('A11 a password made of its owner or his company says so', async () => {
  for (const known of ['ruth.king', 'Hanbit2026!', 'hanbit support']) {
    assert.equal(await codeOf(known), 'platform.password_known', known);
  }
});

test('A11 length counts letters, of any script, and has an end', async () => {
  assert.equal(await codeOf('k7#pQ9!'), 'platform.password_short');
  assert.equal(await codeOf('마루손님'), 'platform.password_short');
  assert.equal(await codeOf(`${'k7#pQ9!z'.repeat(32)}x`), 'platform.password_long');
});

test('A11 the longest password is judged in a moment', async () => {
  await codeOf('load the lists first');
  const longest = Array.from({ length: 256 }, (_, at) => String.fromCharCode(33 + ((at * 37) % 90))).join('');
  const took = await quickest(async () => assert.equal(await codeOf(longest), null));
  assert.ok(took < 500, `took ${took} ms`);
});
