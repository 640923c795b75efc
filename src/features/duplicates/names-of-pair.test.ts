import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesOfPair } from './names-of-pair.ts';

const nobody = { email: null, phone: null, mobile: null };

test('two of one name are told apart by address, by a phone of their own or by number', () => {
  const ruth = { ...nobody, id: 1, name: 'Ruth King', email: 'ruth@x.example', phone: '02-555-0100' };
  const told = (more: object) => namesOfPair(ruth, { ...nobody, id: 2, name: 'ruth king', ...more });
  assert.deepEqual(told({ name: 'Omar' }), { survivor: 'Ruth King', other: 'Omar' });
  assert.deepEqual(told({ email: 'r@y.example' }), {
    survivor: 'Ruth King (ruth@x.example)',
    other: 'ruth king (r@y.example)',
  });
  assert.equal(told({ phone: '02-555-0100', mobile: '010-0123-4567' }).other, 'ruth king (010-0123-4567)');
  assert.equal(told({ phone: '02-555-0100' }).other, 'ruth king (#2)');
});
