import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialsOf } from './initials-of.ts';

test('a Korean is shown by his family name, others by first and last name', () => {
  const initials: [string, string][] = [
    ['김하늘', '김'],
    ['남궁민', '남궁'],
    ['김 하늘', '김'],
    ['Ruth King', 'RK'],
    ['Anna Maria de la Cruz', 'AC'],
    ['Plato', 'P'],
    ['o’Brien', 'OB'],
    ['Émile Zola', 'ÉZ'],
    ['𠮷田 太郎', '𠮷太'],
    ['🙂', '·'],
    ['', '·'],
  ];
  for (const [name, expected] of initials) assert.equal(initialsOf(name), expected, name);
});

test('a name that came in decomposed letters is read as one', () => {
  assert.equal(initialsOf('김하늘'.normalize('NFD')), '김');
});
