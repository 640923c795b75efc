import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contactFields } from '#features/contacts/contact.ts';
import type { ImportColumn, Rule } from '#features/imports/import.ts';
import { Failure } from '#platform/failure.ts';
import type { TableRow } from '#platform/tables/table.ts';
import { checkRow } from './check-row.ts';
import { planImport } from './plan-import.ts';

const options = { country: 'KR', empty_words: new Set(['-', '없음']) };
const choices = {
  can_match_by_phone: false,
  can_create_companies: false,
  company_choices: new Map(),
  can_restore_deleted: false,
  options,
};

function planOf(...fields: (string | [string, Rule])[]) {
  const columns: ImportColumn[] = fields.map((given) => {
    const [field, rule] = typeof given === 'string' ? [given, 'overwrite' as const] : given;
    return { header: `${field} column`, field, rule };
  });
  return planImport(columns, contactFields, choices);
}

function rowOf(cells: string[], problems?: TableRow['problems']): TableRow {
  return { row_number: 1, line_number: 2, cells, ...(problems && { problems }) };
}

test('a row becomes the values of its fields, cleaned, and an empty cell or a word for nothing becomes none', () => {
  const plan = planOf('name', 'email', 'tags', 'language', 'address');
  const { values, problems } = checkRow(plan, rowOf(['  김하늘 ', ' KIM@X.com', 'vip; trial', '한국어', '없음']));
  assert.deepEqual(values, { name: '김하늘', email: 'kim@x.com', tags: ['vip', 'trial'], language: 'ko' });
  assert.deepEqual(problems, []);
});

test('a value that its field can not take refuses the row with the column and the reason', () => {
  const { problems } = checkRow(planOf('name', 'email', 'language'), rowOf(['Kim', 'not-an-address', 'Klingon']));
  assert.deepEqual(problems, [
    { code: 'fields.not_an_email', column: 1, values: { value: 'not-an-address' } },
    { code: 'fields.not_a_language', column: 2, values: { value: 'Klingon' } },
  ]);
});

test('a row without any address, number or id is nobody', () => {
  const { problems } = checkRow(planOf('name', 'email', 'phone'), rowOf(['Kim', '', ' ']));
  assert.deepEqual(problems, [{ code: 'imports.nobody' }]);
});

test('G02 G03 a cell that could not be read refuses the row, unless its column goes nowhere', () => {
  const damaged = { code: 'undecodable' as const, column: 0, values: { column: 'A', value: '\ufffd' } };
  const cells = ['\ufffd', 'kim@x.com', 'Kim'];
  const refused = checkRow(planOf('name', 'email'), rowOf(cells, [damaged]));
  assert.deepEqual(refused.problems, [{ code: 'tables.rows.undecodable', column: 0, values: damaged.values }]);
  const taken = checkRow(planOf(['description', 'skip'], 'email', 'name'), rowOf(cells, [damaged]));
  assert.deepEqual(taken.problems, []);
  const broken = { code: 'stray_quote' as const, values: { column: 'C' } };
  assert.equal(checkRow(planOf('name', 'email'), rowOf(cells, [broken])).problems.length, 1);
});

test('G04 what a spreadsheet has spoilt is taken with a warning', () => {
  const { values, warnings, problems } = checkRow(
    planOf('name', 'email', 'phone', 'unique_external_id'),
    rowOf(['Kim', 'kim@x.com', '1012345678', '8.2E+11']),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(values, { name: 'Kim', email: 'kim@x.com', phone: '1012345678', unique_external_id: '8.2E+11' });
  assert.deepEqual(warnings, [
    { code: 'imports.zero_lost', column: 2, values: { value: '1012345678' } },
    { code: 'imports.rounded_number', column: 3, values: { value: '8.2E+11' } },
  ]);
});

test('what looks like a resident registration number is left out, and the warning does not repeat it', () => {
  const { values, warnings } = checkRow(
    planOf('name', 'email', 'description'),
    rowOf(['Kim', 'k@x.com', '주민 900101-1234567 끝']),
  );
  assert.equal(values.description, undefined);
  assert.deepEqual(warnings, [
    { code: 'imports.resident_number', column: 2, values: { value: '주민 90************ 끝' } },
  ]);
  const phones = checkRow(planOf('name', 'phone'), rowOf(['Kim', '+82 10-1234-5678']));
  assert.deepEqual(phones.warnings, []);
});

test('F05 no column can be sent to a field that is not in the list of fields', () => {
  for (const field of [
    'role',
    'portal_access',
    'password_hash',
    'account_id',
    'id',
    '__proto__',
    'constructor',
    'toString',
  ]) {
    assert.throws(
      () => planOf('email', field),
      (error) => error instanceof Failure && error.code === 'imports.unknown_field',
    );
  }
});

test('columns that contradict each other, or name nobody, stop the import before it begins', () => {
  const refused: [() => unknown, string][] = [
    [() => planOf('name', 'email', 'email'), 'imports.field_twice'],
    [() => planOf('email', ['tags', 'append'], ['tags', 'overwrite']), 'imports.rules_differ'],
    [() => planOf('email', ['phone', 'append']), 'imports.rule_not_for_field'],
    [() => planOf('name', ['email', 'skip']), 'imports.nothing_to_know_by'],
  ];
  for (const [plan, code] of refused) {
    assert.throws(plan, (error) => error instanceof Failure && error.code === code, code);
  }
});

test('G07 whatever stands in a cell is a value or a problem, never a throw', () => {
  const plan = planOf(
    'name',
    'email',
    ['other_emails', 'append'],
    'phone',
    'company',
    'tags',
    'language',
    'description',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('=cmd|/c calc', '\0', "';drop table contact;--"),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 8, maxLength: 8 }), (cells) => {
      const { values, problems } = checkRow(plan, rowOf(cells));
      for (const value of Object.values(values)) assert.ok(!String(value).includes('\0'));
      for (const { code } of problems) assert.match(code, /^\w+\.\w+/);
    }),
  );
});
