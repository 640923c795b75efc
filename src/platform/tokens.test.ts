import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokens, hashToken } from './tokens.ts';

const secret = 'correct horse battery staple, thirty-two';

test('B01 ten thousand tokens are 256 bits each, all different, with nothing in common', () => {
  const tokens = createTokens(secret, 1);
  const made = Array.from({ length: 10_000 }, (_, id) => tokens.make({ purpose: 'invitation', id, generation: 1 }));
  assert.equal(new Set(made).size, made.length);
  for (const token of made) assert.match(token, /^[\w-]{43}$/);
  // At every place every character occurs about equally often: none carries time, id or a prefix.
  for (let place = 0; place < 42; place++) {
    const counts = new Map<string, number>();
    for (const token of made) counts.set(token[place]!, (counts.get(token[place]!) ?? 0) + 1);
    assert.equal(counts.size, 64);
    assert.ok(Math.max(...counts.values()) < 300, `place ${place}`);
  }
});

test('a mail that is tried again carries the same link, a link sent anew another', () => {
  const link = { purpose: 'invitation', id: 7, generation: 1 } as const;
  const tokens = createTokens(secret, 1);
  assert.equal(createTokens(secret, 1).make(link), tokens.make(link));
  assert.notEqual(tokens.make({ ...link, generation: 2 }), tokens.make(link));
});

test('B06 a token belongs to one purpose, one row, one account and one installation', () => {
  const link = { purpose: 'invitation', id: 11, generation: 1 } as const;
  const others = [
    createTokens(secret, 1).make({ ...link, purpose: 'password_reset' }),
    createTokens(secret, 1).make({ ...link, id: 1, generation: 11 }),
    createTokens(secret, 2).make(link),
    createTokens(`${secret}!`, 1).make(link),
  ];
  assert.equal(new Set([createTokens(secret, 1).make(link), ...others]).size, 5);
});

test('B08 a token that was changed in any way has another hash', () => {
  const token = createTokens(secret, 1).make({ purpose: 'invitation', id: 1, generation: 1 });
  const changed = [token.slice(0, -1), `${token}=`, token.toUpperCase(), `${token}\0`, ` ${token}`];
  for (const other of changed) assert.notDeepEqual(hashToken(other), hashToken(token));
  assert.equal(hashToken(token).length, 32);
});

test('a mark is the same for the same value, and another for another kind, account or installation', () => {
  const mark = createTokens(secret, 1).mark('email', 'a@x.com');
  assert.equal(mark.length, 32);
  assert.deepEqual(createTokens(secret, 1).mark('email', 'a@x.com'), mark);
  const others = [
    createTokens(secret, 1).mark('id', 'a@x.com'),
    createTokens(secret, 1).mark('email', 'b@x.com'),
    createTokens(secret, 2).mark('email', 'a@x.com'),
    createTokens(`${secret}!`, 1).mark('email', 'a@x.com'),
  ];
  for (const other of others) assert.notDeepEqual(other, mark);
});
