import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDay } from './is-day.ts';

test('a day of an address is one that there is', () => {
  for (const day of ['2026-11-26', '2024-02-29', '0001-01-01', '9999-12-31']) assert.ok(isDay(day), day);
  for (const none of [
    '2026-02-31',
    '2025-02-29',
    '0000-01-01',
    '2026-13-01',
    '2026-11-26T00',
    '26-11-2026',
    '',
    undefined,
  ])
    assert.ok(!isDay(none), none);
});
