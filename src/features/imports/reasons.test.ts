import assert from 'node:assert/strict';
import { test } from 'node:test';
import fields from '#locales/en/fields.json' with { type: 'json' };
import imports from '#locales/en/imports.json' with { type: 'json' };
import tables from '#locales/en/tables.json' with { type: 'json' };

/** What is wrong with an import as a whole; every other failure of imports is about a row. */
const ofTheWhole = [
  'has_begun',
  'can_not_start',
  'is_over',
  'broke_off',
  'file_gone',
  'file_erased',
  'file_expired',
  'starter_gone',
  'no_file',
  'no_such_file',
  'bad_option',
  'no_such_header',
  'unknown_field',
  'rule_not_for_field',
  'field_twice',
  'rules_differ',
  'nothing_to_know_by',
  'no_company_to_know_by',
  'say_which',
  'was_cancelled',
  'companies_changed',
  'cells_missing',
  'too_many_rows_at_once',
  'row_not_refused',
  'grid_incomplete',
  'none_refused',
  'no_line_number',
  'starter_not_allowed',
  'is_not_running',
  'is_not_paused',
  'was_paused',
  'can_not_undo_yet',
  'nothing_to_undo',
  'is_undone',
  'row_did_nothing',
  'undo_stopped',
  'upload_full',
  'no_files',
];

test('every reason for which a row is refused or warned of has a few words to choose it by', () => {
  const { reasons } = imports;
  const without = (codes: object, labels: object) => Object.keys(codes).filter((code) => !(code in labels));
  assert.deepEqual(without(fields.failures, reasons.fields), []);
  assert.deepEqual(without(tables.rows, reasons.tables.rows), []);
  assert.deepEqual(
    without(imports.failures, reasons.imports).filter((code) => !ofTheWhole.includes(code)),
    [],
  );
});
