import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnPlace, labelledColumns, roundTop } from './chart-scale.ts';
import { addDays, mondayOf, mondaysOf, readSpan } from './report-span.ts';

test('a chart ends at a round number above its largest, and its lines stand at whole ones', () => {
  const tops = [0, 1, 4, 5, 9, 12, 40, 41, 99, 100, 101, 999_999].map(roundTop);
  assert.deepEqual(tops, [4, 4, 4, 8, 12, 12, 40, 60, 100, 100, 120, 1_000_000]);
});

test('columns fill the chart from end to end, and the newest bears a label', () => {
  for (const count of [1, 4, 13, 26, 52, 104]) {
    const last = columnPlace(count - 1, count);
    assert.ok(last.x + last.width <= 100.0001 && columnPlace(0, count).x >= 0);
    const labelled = labelledColumns(count, 6);
    assert.ok(labelled.has(count - 1) && labelled.size <= 6, `${labelled.size} of ${count}`);
  }
});

test('weeks begin on Monday, over the turn of a year too', () => {
  assert.equal(mondayOf('2026-11-26'), '2026-11-23');
  assert.equal(mondayOf('2026-11-23'), '2026-11-23');
  assert.equal(mondayOf('2027-01-03'), '2026-12-28');
  assert.equal(addDays('2028-02-28', 1), '2028-02-29');
  assert.deepEqual(mondaysOf(4, '2027-01-03'), ['2026-12-07', '2026-12-14', '2026-12-21', '2026-12-28']);
});

test('a span that there is not is a quarter', () => {
  assert.deepEqual(['26', '7', '', undefined, '-4', '__proto__'].map(readSpan), [26, 13, 13, 13, 13, 13]);
});
