import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeWorkbook, textRow, type WorkbookPlan } from '../../../test/make-workbook.ts';
import { inspectTable } from './inspect-table.ts';

const head = textRow(1, ['a', 'b', 'c', 'd', 'e', 'f']);

/** The rows under the header of a workbook whose second row (and on) is given as XML. */
async function rowsOf(rows: string, plan: WorkbookPlan = {}) {
  return (await inspectTable(await makeWorkbook({ ...plan, sheets: { One: head + rows } }))).sample_rows;
}
const cellsOf = async (rows: string, plan?: WorkbookPlan) => (await rowsOf(rows, plan)).map((row) => row.cells.slice());

/** Style 1 is the first of these format codes or built-in numbers, style 2 the second … */
function styles(...formats: (string | number)[]): string {
  const custom = formats.map((format, at) =>
    typeof format === 'number' ? '' : `<numFmt numFmtId="${200 + at}" formatCode="${format}"/>`,
  );
  const xfs = formats.map((format, at) => `<xf numFmtId="${typeof format === 'number' ? format : 200 + at}"/>`);
  return `<numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs>`;
}
const numbers = (...cells: [style: number, value: string][]) =>
  `<row r="2">${cells.map(([style, value]) => `<c s="${style}"><v>${value}</v></c>`).join('')}</row>`;

test('G04 dates come out in ISO form by their number format, from 1900 and from 1904', async () => {
  const plan = {
    styles: styles(14, 'yyyy&quot;년&quot; m&quot;월&quot; d&quot;일&quot;', 22, 21, '[h]:mm', '[$-412]AM/PM h:mm'),
  };
  const row = numbers([1, '45356'], [2, '59'], [3, '45356.604166666664'], [4, '0.5'], [5, '1.5'], [6, '45356.25']);
  assert.deepEqual(await cellsOf(row, plan), [
    ['2024-03-05', '1900-02-28', '2024-03-05T14:30:00', '12:00:00', '36:00:00', '2024-03-05T06:00:00'],
  ]);
  assert.deepEqual(await cellsOf(numbers([1, '43894'], [1, '0.75']), { ...plan, properties: 'date1904="1"' }), [
    ['2024-03-05', '18:00:00', '', '', '', ''],
  ]);
  assert.deepEqual(await cellsOf('<row r="2"><c t="d"><v>2024-03-05T00:00:00</v></c></row>'), [
    ['2024-03-05', '', '', '', '', ''],
  ]);
});

test('G04 ids and phone numbers keep their digits: no exponent, leading zeros as their format shows them', async () => {
  const plan = { styles: styles('00000000000', '000\\-0000\\-0000', '#,##0&quot;원&quot;', '0.00E+00') };
  const row = numbers(
    [0, '1.0123456789E10'],
    [1, '1012345678'],
    [2, '1012345678'],
    [3, '3000'],
    [4, '820000000000'],
    [0, '0.30000000000000004'],
  );
  assert.deepEqual(await cellsOf(row, plan), [
    ['10123456789', '01012345678', '010-1234-5678', '3000', '820000000000', '0.3'],
  ]);
  const text = textRow(2, ['01012345678', '1.23E+10', ' 007 ', '+82 10']);
  assert.deepEqual(await cellsOf(text), [['01012345678', '1.23E+10', ' 007 ', '+82 10', '', '']]);
});

test('G04 formulas are read as the values they had, booleans as TRUE and FALSE', async () => {
  const row =
    '<row r="2"><c t="str"><f>A1&amp;"x"</f><v>ax</v></c><c><f>1+1</f><v>2</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>';
  assert.deepEqual(await cellsOf(row), [['ax', '2', 'TRUE', 'FALSE', '', '']]);
});

test('G04 error cells and formulas that were never calculated are problems of their cell', async () => {
  const [row] = await rowsOf(
    '<row r="2"><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>NOW()</f></c><c><v>1</v></c></row>',
  );
  assert.deepEqual(row!.problems, [
    { code: 'error_cell', values: { column: 'A', value: '#DIV/0!' }, column: 0 },
    { code: 'uncalculated_formula', values: { column: 'B', value: '' }, column: 1 },
  ]);
});

test('shared texts, rich text and escapes are whole; readings are left out', async () => {
  const sharedStrings =
    '<si><t>김하늘</t></si><si><r><t xml:space="preserve">Ruth </t></r><r><rPr><b/></rPr><t>King</t></r></si><si><t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh></si><si><t>two_x000D_&#10;lines _x005F_x000D_</t></si>';
  const row = `<row r="2">${[0, 1, 2, 3].map((at) => `<c t="s"><v>${at}</v></c>`).join('')}</row>`;
  assert.deepEqual(await cellsOf(row, { sharedStrings }), [
    ['김하늘', 'Ruth King', '山田', 'two\r\nlines _x000D_', '', ''],
  ]);
});

test('G04 references and row numbers that are none count on from the one before', async () => {
  const rows =
    '<row r="x"><c r="7"><v>1</v></c><c r=""><v>2</v></c><c r="d2"><v>3</v></c></row><row r="0"><c><v>4</v></c></row>';
  assert.deepEqual(await cellsOf(rows), [
    ['1', '2', '3', '', '', ''],
    ['4', '', '', '', '', ''],
  ]);
});

test('cells and rows that are left out, out of order or without addresses find their places', async () => {
  const rows =
    '<row r="4"><c r="C4"><v>3</v></c><c r="A4"><v>1</v></c></row><row><c><v>7</v></c></row><row r="9"/><row r="12"><c r="F12"><v>6</v></c></row>';
  const found = await rowsOf(rows);
  assert.deepEqual(
    found.map((row) => [row.row_number, row.line_number, row.cells]),
    [
      [1, 4, ['1', '', '3', '', '', '']],
      [2, 5, ['7', '', '', '', '', '']],
      [3, 12, ['', '', '', '', '', '6']],
    ],
  );
});

test('G04 the fullest visible sheet is read, by its cells and not by its place', async () => {
  const short = Array.from({ length: 150 }, (_, at) => textRow(at + 1, ['code', 'meaning', 'note', 'more'])).join('');
  const long = Array.from({ length: 2000 }, (_, at) => textRow(at + 1, ['name', `r${at}@example.com`])).join('');
  const hidden = Array.from({ length: 9000 }, (_, at) => textRow(at + 1, ['x', 'y', 'z'])).join('');
  const sheets = { Intro: textRow(1, ['Please read']), Codes: short, Customers: long, Archive: hidden, Copy: long };
  const path = await makeWorkbook({ sheets, hidden: ['Archive'] });
  const { format } = await inspectTable(path);
  assert.equal(format.kind === 'xlsx' && format.sheet, 'Customers');
});

test('G04 where only a hidden sheet has something in it, that is said, and it can be chosen', async () => {
  const path = await makeWorkbook({ sheets: { Front: '', Secret: textRow(1, ['name']) }, hidden: ['Secret'] });
  await assert.rejects(inspectTable(path), {
    code: 'tables.only_hidden_sheets',
    more: { values: { sheet: 'Secret' } },
  });
  assert.deepEqual((await inspectTable(path, { sheet: 'Secret' })).headers, ['name']);
});

test('the first of equal visible sheets is read; others can be chosen, hidden ones too', async () => {
  const sheets = {
    Secret: textRow(1, ['x']),
    Blank: '<row r="1"><c><v></v></c></row>',
    고객: textRow(1, ['name']),
    Old: textRow(3, ['old']),
  };
  const path = await makeWorkbook({ sheets, hidden: ['Secret'] });
  const { format, sheets: found } = await inspectTable(path);
  assert.equal(format.kind === 'xlsx' && format.sheet, '고객');
  assert.deepEqual(found, [
    { name: 'Blank', is_hidden: false },
    { name: '고객', is_hidden: false },
    { name: 'Old', is_hidden: false },
    { name: 'Secret', is_hidden: true },
  ]);
  assert.deepEqual((await inspectTable(path, { sheet: 'Old' })).format, {
    kind: 'xlsx',
    sheet: 'Old',
    header_row: 3,
    column_count: 1,
  });
  assert.deepEqual((await inspectTable(path, { sheet: 'Secret' })).headers, ['x']);
  await assert.rejects(inspectTable(path, { sheet: 'New' }), { code: 'tables.no_such_sheet' });
});

test('G04 of merged cells the first has the value; a column under a merged name has none', async () => {
  const rows =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>phone</t></is></c><c r="C1"/></row>' +
    textRow(2, ['Ruth', '010', '011']) +
    '<row r="3"><c r="A3" t="inlineStr"><is><t>Acme group</t></is></c><c r="B3"/><c r="C3"/></row>' +
    textRow(4, ['Zoe', '012', '013']);
  const { headers, blank_columns, sample_rows } = await inspectTable(await makeWorkbook({ sheets: { One: rows } }));
  assert.deepEqual([headers, blank_columns], [['name', 'phone', ''], [2]]);
  assert.deepEqual(
    sample_rows.map((row) => row.cells),
    [
      ['Ruth', '010', '011'],
      ['Acme group', '', ''],
      ['Zoe', '012', '013'],
    ],
  );
});

test('workbooks whose names carry prefixes are read like others', async () => {
  const sheet =
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c t="inlineStr"><x:is><x:t>name</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
  const { headers } = await inspectTable(await makeWorkbook({ parts: { 'xl/worksheets/sheet1.xml': sheet } }));
  assert.deepEqual(headers, ['name']);
});

test('G03 cells beyond the thousandth column are a problem of their row', async () => {
  const [row] = await rowsOf('<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>2</v></c></row>');
  assert.equal(row!.problems?.[0]?.code, 'too_many_cells');
});
