import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueKey } from './value-key.ts';

test('values that differ in letter case, width or blanks only have one key, phones also whatever stands between the digits', () => {
  const same: [string | number | boolean, string | number | boolean, string][] = [
    ['C-1', 'c-1', 'text'],
    ['ＫＩＭ', 'kim', 'text'],
    ['ΟΔΟΣ', 'οδοσ', 'text'],
    ['서울  지점', ' 서울 지점', 'text'],
    [12, '12', 'number'],
    ['010-1234-5678', '(010) 1234.5678', 'phone'],
  ];
  for (const [one, other, kind] of same) assert.equal(valueKey(one, kind), valueKey(other, kind));
  assert.notEqual(valueKey('C-1', 'text'), valueKey('C1', 'text'));
  assert.notEqual(valueKey('+82 10-1234-5678', 'phone'), valueKey('010-1234-5678', 'phone'));
});
