import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldText } from './fold-text.ts';
import { sortKey } from './sort-key.ts';

test('names are filed as a reader expects: numbers by value, Latin without case and accents, then Hangul', () => {
  const filed = [
    '3M',
    '20th Century',
    'Ångström',
    'de Vries',
    'Émile',
    'Łukasz Clark',
    'Ruth King',
    '강서연',
    '김하늘',
    '지점 2',
    '지점 10',
  ];
  const sorted = filed.toReversed().sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  assert.deepEqual(sorted, filed);
  assert.equal(sortKey('  “RUTH”  King '), sortKey('ruth king'));
  assert.equal(sortKey('김하늘'.normalize('NFD')), '김하늘');
});

test('a key is short and never empty, whatever the name', () => {
  assert.ok(sortKey('가'.repeat(1000)).length <= 100);
  assert.ok(sortKey('👨‍👩‍👧‍👦').length > 0);
  assert.ok(sortKey(`${'x'.repeat(99)}😀`).isWellFormed());
});

test('folding forgets letter case, accents and width and keeps Hangul in syllables', () => {
  assert.equal(foldText('Łukasz ＫＩＭ Straße Đặng'), 'lukasz kim strasse dang');
  assert.equal(foldText('김하늘'.normalize('NFD')), '김하늘');
});
