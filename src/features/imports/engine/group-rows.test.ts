import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRowGroups } from './group-rows.ts';

test('rows of one contact go one after the other, all others at once', () => {
  const groups = createRowGroups();
  groups.add(1, ['email a@x.com']);
  groups.add(2, ['email b@x.com', 'id 7']);
  groups.add(3, ['email c@x.com']);
  groups.add(4, ['email a@x.com']);
  groups.add(5, ['email d@x.com', 'id 7']);
  const expected = { 4: 1, 5: 1 };
  assert.deepEqual(Object.fromEntries(groups.steps()), expected);
});

test('a row that ties two contacts together, or a match in the directory, makes one order of them', () => {
  const groups = createRowGroups();
  groups.add(1, ['email a@x.com']);
  groups.add(2, ['email b@x.com']);
  groups.add(3, ['email c@x.com']);
  groups.add(4, ['email a@x.com', 'email b@x.com']);
  assert.deepEqual(Object.fromEntries(groups.steps()), { 2: 1, 4: 2 });
  groups.join([3, 4]);
  assert.deepEqual(Object.fromEntries(groups.steps()), { 2: 1, 3: 2, 4: 3 });
});

test('rows that share a key, directly or through others, never stand in the same step and keep their order', () => {
  const rows = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 3 }));
  fc.assert(
    fc.property(rows, (keysOfRows) => {
      const groups = createRowGroups();
      for (const [row, keys] of keysOfRows.entries()) groups.add(row, keys);
      const steps = groups.steps();
      for (const [row, keys] of keysOfRows.entries()) {
        for (const [later, others] of keysOfRows.entries()) {
          if (later <= row || !keys.some((key) => others.includes(key))) continue;
          assert.ok((steps.get(later) ?? 0) > (steps.get(row) ?? 0), `${row} before ${later}`);
        }
      }
    }),
  );
});
