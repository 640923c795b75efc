import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field } from './field.ts';
import { readFieldValues } from './read-field-values.ts';

const fields: Field[] = [
  { name: 'name', kind: 'text', label: 'x', is_required: true },
  { name: 'renewal_date', kind: 'date', label: 'x' },
  { name: 'tags', kind: 'tags', label: 'x' },
];
const options = { country: 'KR', empty_words: new Set<string>() };

test('F05 names that no field has are reported and never read', () => {
  const given = { name: 'Ruth', role: 'admin', is_admin: 'true', account_id: 2, constructor: 'x', ['__proto__']: 'y' };
  const { values, unknown, problems } = readFieldValues(fields, given, { ...options, is_new: true });
  assert.deepEqual(values, { name: 'Ruth' });
  assert.deepEqual(unknown, ['role', 'is_admin', 'account_id', 'constructor', '__proto__']);
  assert.deepEqual(problems, []);
});

test('every field in trouble is told at once', () => {
  const { problems } = readFieldValues(fields, { renewal_date: 'soon' }, { ...options, is_new: true });
  assert.deepEqual(
    problems.map(({ field, code }) => [field, code]),
    [
      ['name', 'platform.required'],
      ['renewal_date', 'fields.not_a_date'],
    ],
  );
});

test('an update may leave a required field out but not empty it', () => {
  const left = readFieldValues(fields, { tags: '' }, { ...options, is_new: false });
  assert.deepEqual(left, { values: { tags: null }, problems: [], unknown: [] });
  const emptied = readFieldValues(fields, { name: ' ' }, { ...options, is_new: false });
  assert.equal(emptied.problems[0]?.code, 'platform.required');
});
