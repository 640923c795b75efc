import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from './nearest.ts';

test('a slip of the finger finds the word that was meant', () => {
  assert.equal(nearest('MARU_PROT', ['MARU_HOST', 'MARU_PORT']), 'MARU_PORT');
  assert.equal(nearest('improt', ['import', 'invite', 'mail']), 'import');
});
