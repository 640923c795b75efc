import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeal } from './seal.ts';

const seal = createSeal('a secret key that only tests know', 1);

test('what was sealed opens again, and two seals of one text differ', () => {
  const [one, other] = [seal.close('provider', '비밀 key'), seal.close('provider', '비밀 key')];
  assert.equal(seal.open('provider', one), '비밀 key');
  assert.notDeepEqual(one, other);
  assert.ok(!one.includes('key'));
});

test('a seal opens for nothing else: another purpose, account, key, or with a bit turned', () => {
  const sealed = seal.close('provider', 'secret');
  assert.equal(seal.open('one-time codes', sealed), null);
  assert.equal(createSeal('a secret key that only tests know', 2).open('provider', sealed), null);
  assert.equal(createSeal('another secret key of this machine', 1).open('provider', sealed), null);
  for (let at = 0; at < sealed.length; at++) {
    const bent = Buffer.from(sealed);
    bent[at]! ^= 1;
    assert.equal(seal.open('provider', bent), null, `byte ${at}`);
  }
  assert.equal(seal.open('provider', sealed.subarray(0, 10)), null);
});
