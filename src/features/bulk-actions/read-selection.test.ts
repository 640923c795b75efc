import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSelection, writeSelection } from './read-selection.ts';

test('a selection is carried by ids, by a filter or by the import that made the contacts', () => {
  assert.deepEqual(readSelection({ ids: ['1,2', '3', '2'] }), { ids: [1, 2, 3] });
  assert.deepEqual(readSelection({ ids: [], created_by_import_id: '7' }), { created_by_import_id: 7 });
  const byFilter = readSelection({ ids: [], all: 'yes', view: 'unverified' });
  assert.ok('filter' in byFilter && byFilter.filter.view === 'unverified');
});

test('F01 what is no id is nobody', () => {
  assert.deepEqual(readSelection({ ids: ['1 or 1=1', '-1', '1e9'] }), { ids: [0] });
  assert.deepEqual(readSelection({ ids: [], created_by_import_id: '7;' }), { created_by_import_id: 0 });
});

test('a form carries on what it was given', () => {
  assert.deepEqual(writeSelection({ ids: ['1', '2'] }), [
    ['ids', '1'],
    ['ids', '2'],
  ]);
  assert.deepEqual(writeSelection({ ids: [], created_by_import_id: '7' }), [['created_by_import_id', '7']]);
});

test('a filter of which a part can not be read means nobody, not more than was meant', () => {
  for (const part of [{ view: 'delted' }, { company_id: 'abc' }, { company_id: '1234567890123456' }]) {
    assert.deepEqual(readSelection({ ids: [], all: 'yes', ...part }), { ids: [] });
  }
});

test('all that match is the list’s own filter, whatever ids come with it', () => {
  assert.deepEqual(readSelection({ ids: ['5'], all: 'yes', view: 'unverified', search: ' kim ' }), {
    filter: { view: 'unverified', search: 'kim', company_id: null, conditions: [], sort: 'name', is_descending: false },
  });
});
