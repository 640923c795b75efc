import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localeOfRequest } from './locale-of-request.ts';

const asked = (headers: Record<string, string>, known = {}) => localeOfRequest(new Headers(headers), known);

test('the signed-in caller’s language wins, then the one chosen here, then the browser’s, then the account’s', () => {
  const headers = { cookie: 'theme=dark; locale=ko', 'accept-language': 'en' };
  assert.equal(asked(headers, { caller: 'en', account: 'ko' }), 'en');
  assert.equal(asked(headers, { account: 'en' }), 'ko');
  assert.equal(asked({ 'accept-language': 'ko' }, { account: 'en' }), 'ko');
  assert.equal(asked({}, { account: 'ko' }), 'ko');
  assert.equal(asked({}), 'en');
});

test('a browser’s languages count by their weight', () => {
  assert.equal(asked({ 'accept-language': 'fr-CH, fr;q=0.9, ko;q=0.8, en;q=0.7, *;q=0.5' }), 'ko');
  assert.equal(asked({ 'accept-language': 'ko;q=0.2,en-GB;q=0.9' }), 'en');
  assert.equal(asked({ 'accept-language': 'ko;q=0, en;q=0.1' }), 'en');
  assert.equal(asked({ 'accept-language': 'de, *' }, { account: 'ko' }), 'ko');
});

test('D05 nonsense in language headers is passed over', () => {
  for (const nonsense of ['ko%0d%0aSet-Cookie: a=b', ';;;,,,', 'k', 'x'.repeat(10_000), 'ko;q=9']) {
    assert.ok(['en', 'ko'].includes(asked({ 'accept-language': nonsense, cookie: `locale=${nonsense}` })));
  }
});
