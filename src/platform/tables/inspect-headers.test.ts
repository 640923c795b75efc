import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
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

for (const line of [1, 2, 5, 12, 19, 20]) {
  test(`G03 a header in line ${line} under a title is found, however short the list is`, async () => {
    const title = Array.from({ length: line - 1 }, (_, at) =>
      at % 3 === 1 ? '' : at === 0 ? 'Customers, all of them' : `Printed on page ${at}`,
    );
    const { format, headers, first_lines } = await inspect(
      [...title, 'name;email;phone', 'Ruth;r@example.com;010', 'Zoe;z@example.com;011'].join('\n'),
    );
    assert.deepEqual([format.header_row, headers], [line, ['name', 'email', 'phone']]);
    assert.equal(first_lines.find((row) => row.line_number === line)?.cells.join(), 'name,email,phone');
  });
}

test('G03 a header that can not be read is named, and no row is taken for it instead', async () => {
  const open = await inspect('"name,note\nRuth,ok\nZoe,ok\n');
  assert.deepEqual(open.problems, [{ code: 'tables.broken_header', values: { line: 1 } }]);
  const korean = iconv.encode('이름,메모\nRuth,ok\nZoe,ok\n', 'cp949');
  const { problems, first_lines } = await inspectTable(makeFile(korean), { encoding: 'utf-8' });
  assert.deepEqual(problems, [{ code: 'tables.broken_header', values: { line: 1 } }]);
  assert.equal(first_lines[1]!.cells.join(), 'Ruth,ok');
});

test('G03 where somebody says that there is no header, columns have their letters and the first line is a row', async () => {
  const path = makeFile('Ruth,r@example.com,\n\nZoe,z@example.com,x\n');
  const { format, headers, problems, sample_rows } = await inspectTable(path, { header_row: 0 });
  assert.deepEqual([format.header_row, headers, problems], [0, ['A', 'B', 'C'], []]);
  assert.deepEqual(
    sample_rows.map((row) => [row.row_number, row.line_number, row.cells[0]]),
    [
      [1, 1, 'Ruth'],
      [2, 3, 'Zoe'],
    ],
  );
});

test('G03 lines that stand in quotation marks as a whole are found out', async () => {
  const lines = ['"name;""mail"""', '"Ruth;""r@example.com"""', '"Zoe;""z@example.com"""'];
  assert.equal((await inspect(lines.join('\r\n'))).problems[0]?.code, 'tables.lines_in_quotes');
  const addresses = await inspect('address\n"12 Mill Lane, Leeds"\n"1 Harbour Street, London"\n');
  assert.deepEqual(addresses.problems, []);
});

test('G03 a line that the file does not have is no header', async () => {
  const asked = inspect('name,mail\nRuth,r@example.com\n', { header_row: 9 });
  await assert.rejects(asked, { code: 'tables.no_such_line', more: { values: { line: 9 } } });
});

test('G03 a file with only a header has no rows, and one with one column is a table', async () => {
  assert.deepEqual((await inspect('name,mail\n')).problems, [{ code: 'tables.no_rows', values: { line: 1 } }]);
  const { headers, sample_rows, problems } = await inspect('E-mail\nr@example.com\nz@example.com\n');
  assert.deepEqual([headers, sample_rows.length, problems], [['E-mail'], 2, []]);
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

test('G03 a row of 30,000 cells is a problem of its own, even where nearly all are blank', async () => {
  const { sample_rows, format } = await inspect(
    `name,mail\nRuth,r@example.com${','.repeat(30_000)}y\nZoe,z@example.com${','.repeat(9000)}\n`,
  );
  assert.equal(format.column_count, 2);
  assert.deepEqual(
    sample_rows.map((row) => row.problems?.[0]?.code),
    ['too_many_cells', undefined],
  );
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

test('G03 headers that differ only in characters nobody sees are equal', async () => {
  const { problems } = await inspect('Name,E\u00a0mail\u200b,\ufeffE mail\na,b,c\n');
  assert.deepEqual(problems, [
    { code: 'tables.equal_headers', values: { first_name: 'E mail', first: 'B', name: 'E mail', column: 'C' } },
  ]);
});

test("G03 Excel's line sep= is no header in any way of writing it", async () => {
  for (const [line, end] of [
    ['sep=;', '\r\n'],
    ['SEP=;', '\r'],
    ['"sep=;"', '\n'],
    ['sep=^', '\n'],
  ]) {
    const { headers, format } = await inspect([line, 'name;mail', 'Ruth;r@example.com'].join(end));
    assert.deepEqual([format.header_row, headers], [2, ['name', 'mail']], line);
  }
  assert.deepEqual((await inspect('sep=,\nname\nRuth\n')).headers, ['name']);
});

test("Excel's line sep= names the delimiter and is no header", async () => {
  const { format, headers } = await inspect('sep=;\nname;mail\nRuth, King;r@example.com\n');
  assert.deepEqual([format.kind === 'csv' && format.delimiter, format.header_row, headers], [';', 2, ['name', 'mail']]);
});
