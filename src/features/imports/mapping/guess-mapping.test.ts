import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactFields } from '#features/contacts/contact.ts';
import type { Field } from '#platform/fields/field.ts';
import { inspectTable } from '#platform/tables/inspect-table.ts';
import { guessMapping, isPrivilegedHeader } from './guess-mapping.ts';

const options = { country: 'KR', empty_words: new Set<string>() };
const guess = (headers: string[], samples: string[][] = [], fields: readonly Field[] = contactFields) =>
  guessMapping({ headers, samples, fields, options });
const fieldsOf = (headers: string[], samples?: string[][], fields?: readonly Field[]) =>
  guess(headers, samples, fields).map(({ field }) => field);

test('every column of a Korean customer list is understood, and the two that no field fits are offered as new ones', async () => {
  const path = 'test/fixtures/customers/customers-ko-10000-cp949.csv';
  const { headers, sample_rows } = await inspectTable(path);
  const columns = guess(
    headers,
    sample_rows.map(({ cells }) => cells),
  );
  assert.deepEqual(
    columns.map(({ header, field, rule }) => [header, field, rule]),
    [
      ['이름', 'name', 'overwrite'],
      ['이메일', 'email', 'overwrite'],
      ['전화번호', 'phone', 'overwrite'],
      ['직함', 'job_title', 'overwrite'],
      ['회사명', 'company', 'overwrite'],
      ['태그', 'tags', 'overwrite'],
      ['언어', 'language', 'overwrite'],
      ['VIP 여부', null, 'skip'],
      ['계약번호', null, 'skip'],
      ['메모', 'description', 'overwrite'],
    ],
  );
  assert.deepEqual(
    columns.flatMap(({ proposal }) => proposal ?? []),
    [
      { kind: 'checkbox', label: 'VIP 여부' },
      { kind: 'text', label: '계약번호' },
    ],
  );
});

test('headers are understood in both languages, whatever their case, width and signs', () => {
  const headers = [
    'E-MAIL Address',
    'ｆｕｌｌ　ｎａｍｅ',
    'Organisation',
    '휴대폰 번호',
    '직책/직급',
    '비고',
    '고객번호',
    'Labels',
  ];
  assert.deepEqual(fieldsOf(headers), [
    'email',
    'name',
    'company',
    'mobile',
    'job_title',
    'description',
    'unique_external_id',
    'tags',
  ]);
});

test('a field of the account’s own is known by its name and by its label in any language', () => {
  const own: Field = {
    name: 'contract_no',
    kind: 'text',
    label: { en: 'Contract no.', ko: '계약번호' },
    custom_field_id: 1,
  };
  for (const header of ['Contract No', '계약 번호', 'contract_no']) {
    assert.deepEqual(fieldsOf([header], [], [...contactFields, own]), ['custom_fields.contract_no']);
  }
});

test('values tell what a header does not say, and outvote one they deny', () => {
  const samples = [
    ['kim@x.com', '010-1234-5678', '02-555-1234'],
    ['lee@x.com', '010-2345-6789', '031-555-1234'],
  ];
  assert.deepEqual(fieldsOf(['연락처', 'A', 'B'], samples), ['email', 'mobile', 'phone']);
});

test('a field is claimed once, but addresses and tags may stand in several columns', () => {
  assert.deepEqual(fieldsOf(['Email', 'Mail', 'Other emails', 'Secondary email', 'Tags', 'Label']), [
    'email',
    'other_emails',
    'other_emails',
    'other_emails',
    'tags',
    'tags',
  ]);
});

test('a new field is offered with the kind that its values fit', () => {
  const kinds: [string, string[], string][] = [
    ['VIP', ['yes', 'no', 'yes'], 'checkbox'],
    ['Contract no.', ['10024', '20031'], 'text'],
    ['사업자등록번호', ['1208147521'], 'text'],
    ['Seats', ['12', '1,200'], 'number'],
    ['Revenue', ['12.5', '8'], 'decimal'],
    ['가입일', ['2024. 3. 5.', '2023-01-31'], 'date'],
    ['Joined', ['20240305'], 'date'],
    ['Site', ['https://x.com'], 'url'],
    ['Story', ['line\nline'], 'paragraph'],
    ['Anything', [], 'text'],
  ];
  for (const [header, cells, kind] of kinds) {
    assert.equal(
      guess(
        [header],
        cells.map((cell) => [cell]),
      )[0]!.proposal?.kind,
      kind,
      header,
    );
  }
});

test('F05 a column that would give somebody a right, a way in or a state is meant for nothing', () => {
  const headers = [
    'Role',
    'is_admin',
    'IS ADMIN',
    'is_agent',
    'account_id',
    'company_id',
    'password',
    'password_hash',
    '비밀번호',
    '권한',
    'portal_access',
    '포털 접근 권한',
    'email_verified_at',
    'verified',
    'locked_at',
    'deactivated_at',
    'deleted_at',
    'blocked_at',
    'activated_at',
    'id',
    'created_at',
    'custom_fields',
    '__proto__',
    'constructor',
  ];
  for (const header of headers) {
    assert.ok(isPrivilegedHeader(header), header);
    assert.deepEqual(guess([header], [['admin']]), [{ header, field: null, rule: 'skip' }], header);
  }
  assert.ok(!isPrivilegedHeader('직책'));
});
