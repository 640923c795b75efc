import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyset, pageOf } from './keyset.ts';

const byTime = { column: 'at', id: 'id', kind: 'time', isDescending: true } as const;
const row = (id: number) => ({ id, value: new Date(id * 1000) });
const placed = { size: 2, placeOf: (place: { id: number; value: Date }) => place };

test('a page knows its neighbours, forwards and backwards', () => {
  const first = pageOf([row(9), row(8), row(7)], keyset({}, byTime), placed);
  assert.deepEqual([first.rows.map(({ id }) => id), first.previous], [[9, 8], null]);
  const second = keyset({ after: first.next! }, byTime);
  const last = pageOf([row(7)], second, placed);
  assert.deepEqual([last.rows.map(({ id }) => id), last.next], [[7], null]);
  const back = pageOf([row(8), row(9)], keyset({ before: last.previous! }, byTime), placed);
  assert.deepEqual(back, first);
});

test('a place that nobody wrote starts from the beginning', () => {
  const written = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');
  for (const after of [
    '',
    'x',
    written(['a', 1]),
    written([1, 'a']),
    written([1e300, 1]),
    written(null),
    'x'.repeat(5000),
  ]) {
    assert.equal(keyset({ after }, byTime).place, null, after.slice(0, 20));
  }
  assert.equal(keyset({ after: written(['a\0', 1]) }, { ...byTime, kind: 'text' }).place, null);
});
