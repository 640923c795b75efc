import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '#platform/failure.ts';
import { readId } from './read-id.ts';

test('an id in a path is a whole number that JSON can carry', () => {
  assert.equal(readId('42'), 42);
  assert.equal(readId('9007199254740991'), Number.MAX_SAFE_INTEGER);
});

test('F01 whatever else stands in its place is answered like an id that nothing has', () => {
  for (const text of [
    '',
    '0',
    '-1',
    '1e3',
    '0x10',
    ' 1',
    '1 ',
    '９',
    '9007199254740992',
    '1;drop table contact',
    undefined,
  ]) {
    assert.throws(
      () => readId(text),
      (error) => error instanceof Failure && error.kind === 'not_found',
      String(text),
    );
  }
});
