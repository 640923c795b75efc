import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DateOrder, dateOrderOf } from './date-order.ts';
import { readFieldValue } from './read-field-value.ts';

const field = { name: 'since', kind: 'date', label: '' } as const;
const read = (text: string, country: string, date_order?: DateOrder) =>
  readFieldValue(field, text, { country, empty_words: new Set(), ...(date_order && { date_order }) });

test('a number above 12 tells the order of a list, two small ones leave it open, and equal ones say nothing', () => {
  const told: [string, ReturnType<typeof dateOrderOf>][] = [
    ['25/03/2024', 'day_first'],
    ['03/25/2024', 'month_first'],
    ['03/04/2024', 'either'],
    ['3. 4. 2024.', 'either'],
    ['31.12.2024 00:00', 'day_first'],
    ['04/04/2024', null],
    ['31/31/2024', null],
    ['2024-03-04', null],
    ['5 Mar 2024', null],
    ['03/04-2024', null],
    ['', null],
  ];
  for (const [text, order] of told) assert.equal(dateOrderOf(text), order, text);
});

test('a list’s own order is kept to: a date that it makes impossible is none, whatever the country', () => {
  assert.deepEqual(read('03/04/2024', 'US', 'day_first'), { value: '2024-04-03' });
  assert.deepEqual(read('03/04/2024', 'GB', 'month_first'), { value: '2024-03-04' });
  assert.equal(read('03/25/2024', 'US', 'day_first').problem?.code, 'fields.not_a_date');
  assert.equal(read('30/02/2024', 'GB', 'day_first').problem?.code, 'fields.not_a_date');
  assert.deepEqual(read('2024-03-25', 'US', 'day_first'), { value: '2024-03-25' });
});

test('where no order is known the country decides, and a time behind the date is dropped', () => {
  assert.deepEqual(read('03/04/2024', 'KR'), { value: '2024-03-04' });
  assert.deepEqual(read('03/04/2024 12:30', 'GB'), { value: '2024-04-03' });
  assert.deepEqual(read('3/25/2024 1:05:00 PM', 'GB'), { value: '2024-03-25' });
});
