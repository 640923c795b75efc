import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainFileName } from './plain-file-name.ts';

test('G06 of a sent file name nothing is kept that could lead elsewhere or mislead', () => {
  const kept: [string, string][] = [
    ['고객 명단 2026.csv', '고객 명단 2026.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\kim\\customers.xlsx', 'customers.xlsx'],
    ['customers\0.csv', 'customers.csv'],
    ['list\u202Evsc.exe', 'listvsc.exe'],
    ['two\r\nlines.csv', 'twolines.csv'],
    ['', 'file'],
    ['..', 'file'],
    ['/', 'file'],
  ];
  for (const [sent, name] of kept) assert.equal(plainFileName(sent), name, JSON.stringify(sent));
  const long = plainFileName(`${'가'.repeat(300)}.csv`);
  assert.equal([...long].length, 200);
  assert.ok(long.endsWith('가.csv'));
});
