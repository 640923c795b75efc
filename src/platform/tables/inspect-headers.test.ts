import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeFile } from '../../../test/make-file.ts';
import { inspectTable } from './inspect-table.ts';

const inspect = (text: string, options = {}) => inspectTable(makeFile(text), options);

test('the header is found under titles, dates of print and blank lines', async () => {
  const title = '고객 목록,,,\n\n출력일,2024-03-05,,\n,,연락처,\n';
  const { format, headers, sample_rows } = await inspect(
    `${title}이름,회사,이메일,전화\n김하늘,푸른물류,k@example.kr,010\n`,
  );
  assert.equal(format.header_row, 5);
  assert.deepEqual(headers, ['이름', '회사', '이메일', '전화']);
  assert.deepEqual(sample_rows[0], {
    row_number: 1,
    line_number: 6,
    cells: ['김하늘', '푸른물류', 'k@example.kr', '010'],
  });
});

test('a file without a header is said to have none, until somebody names the line', async () => {
  const rows = 'Ruth King,ruth@example.com,+82 10-1234-5678\nZoe,zoe@example.com,010-2222-3333\n';
  assert.deepEqual((await inspect(rows)).problems, [{ code: 'tables.no_header', values: { line: 1 } }]);
  assert.deepEqual((await inspect(rows, { header_row: 1 })).problems, []);
});

test('G03 equal headers are named with their columns, whatever their case, blanks or Unicode form', async () => {
  const { problems } = await inspect(`Name,E-mail,${'이름'.normalize('NFD')}, e-MAIL ,이름\na,b,c,d,e\n`);
  assert.deepEqual(problems, [
    { code: 'tables.equal_headers', values: { first_name: 'E-mail', first: 'B', name: 'e-MAIL', column: 'D' } },
    { code: 'tables.equal_headers', values: { first_name: '이름', first: 'C', name: '이름', column: 'E' } },
  ]);
});

test('G03 blank headers are reported, blank columns at the right edge are none', async () => {
  const { headers, blank_columns, format } = await inspect('name,,mail,,\na,x,b,,\nc,,d,,\n');
  assert.deepEqual([headers, blank_columns, format.column_count], [['name', '', 'mail'], [1], 3]);
});

test('G03 a row longer than the header is a problem that names the surplus cell, a shorter one has empty cells', async () => {
  const { sample_rows } = await inspect('name,company\nRuth\nZoe,Acme, Inc.\nAnn,Beta,,\n');
  assert.deepEqual(
    sample_rows.map((row) => row.cells),
    [
      ['Ruth', ''],
      ['Zoe', 'Acme'],
      ['Ann', 'Beta'],
    ],
  );
  assert.deepEqual(sample_rows[1]!.problems, [
    { code: 'too_many_cells', values: { last: 'B', column: 'C', value: ' Inc.' } },
  ]);
  assert.ok(!sample_rows[0]!.problems && !sample_rows[2]!.problems);
});

test('G03 16,000 columns are refused with the limit', async () => {
  const wide = Array.from({ length: 16_000 }, (_, column) => `c${column}`).join(',');
  await assert.rejects(inspect(`${wide}\n${wide}\n`), {
    code: 'tables.too_many_columns',
    more: { values: { columns: 16_000, max: 1000 } },
  });
});

for (const [delimiter, name] of [',comma', ';semicolon', '\ttab', '|bar'].map((text) => [text[0]!, text.slice(1)])) {
  test(`a ${name} between cells is told by the rows, not by what stands in the cells`, async () => {
    const rows = [
      ['name', 'tags', 'company'],
      ['Ruth', 'vip;trial', '"Acme, Inc. | Seoul"'],
      ['Zoe', 'a;b;c', '"Beta, Ltd."'],
      ['Ann', '', 'Ceta'],
    ].map((cells) => cells.map((cell) => (cell.includes(delimiter!) && !cell.startsWith('"') ? `"${cell}"` : cell)));
    const { format } = await inspect(rows.map((cells) => cells.join(delimiter)).join('\n'));
    assert.equal(format.kind === 'csv' && format.delimiter, delimiter);
  });
}

test("Excel's line sep= names the delimiter and is no header", async () => {
  const { format, headers } = await inspect('sep=;\nname;mail\nRuth, King;r@example.com\n');
  assert.deepEqual([format.kind === 'csv' && format.delimiter, format.header_row, headers], [';', 2, ['name', 'mail']]);
});
