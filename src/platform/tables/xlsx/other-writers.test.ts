import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '#platform/project-folder.ts';
import { inspectTable } from '#platform/tables/inspect-table.ts';
import { readTable } from '#platform/tables/read-table.ts';
import { makeFile } from '../../../../test/make-file.ts';
import { makeWorkbook, textRow, workbookParts, zipOf } from '../../../../test/make-workbook.ts';

/**
 * One list as several programs write it: a page of words before it, a title above it, a hidden row, a hidden column, a
 * hidden and longer sheet behind it, merged cells under it.
 */
const folder = join(projectFolder, 'test/fixtures/workbooks');
const list = [
  ['Name', 'Email', 'Phone', 'Joined', 'Seen', 'At', 'Share', 'Price', 'VIP', 'Code', 'Twice', 'Note'],
  ['김하늘', 'k@x.kr', '010-1234-5678', '2024-03-05', '2024-03-05T14:30:00', '09:05:00'],
  ['Ruth King', 'r@x.com', '002-1234-5678', '1999-12-31', '1999-12-31T23:59:59', '23:59:59'],
  ['José', 'j@x.com', '010-1', '', '', ''],
  ['merged', '', '', '', '', ''],
];
const rest = [
  [],
  ['0.125', '12000', 'TRUE', '007', '6', 'two\nlines'],
  ['1', '0.5', 'FALSE', '1.23E+10', '7', '  <b>&amp; "quoted" '],
  ['0', '-3', '', '=1+1', '7', ''],
  ['', '', '', '', '', ''],
];

async function readAll(path: string) {
  const { format, headers, sheets } = await inspectTable(path);
  const rows = [];
  for await (const batch of readTable(path, format)) rows.push(...batch);
  return { format, headers, sheets, rows, cells: rows.map((row) => row.cells) };
}

for (const writer of ['libreoffice', 'libreoffice-1904', 'xlsxwriter', 'exceljs', 'sheetjs']) {
  test(`G04 the list that ${writer} wrote is read to the last cell`, async () => {
    const { format, headers, cells, rows, sheets } = await readAll(join(folder, `${writer}.xlsx`));
    assert.deepEqual([format.kind === 'xlsx' && format.sheet, format.header_row], ['고객', 3]);
    assert.deepEqual(
      [headers, ...cells],
      list.map((row, at) => [...row, ...rest[at]!]),
    );
    assert.ok(rows.every((row) => !row.problems));
    assert.deepEqual(
      rows.map((row) => row.line_number),
      [4, 5, 6, 8],
    );
    assert.equal(sheets?.find(({ name }) => name === 'Old')?.is_hidden, true);
  });
}

test('G04 a program that writes formulas without their values is found out, in that column only', async () => {
  const { rows } = await readAll(join(folder, 'openpyxl.xlsx'));
  assert.deepEqual(rows[0]!.problems, [
    { code: 'uncalculated_formula', values: { column: 'K', value: '' }, column: 10 },
  ]);
  assert.deepEqual(rows[0]!.cells.slice(0, 6), list[1]);
});

for (const [file, code] of [
  ['password.xlsx', 'encrypted_workbook'],
  ['libreoffice.xls', 'old_workbook'],
  ['libreoffice.ods', 'opendocument_workbook'],
  ['sheetjs.xlsb', 'binary_workbook'],
]) {
  test(`G05 ${file}, as it was really written, is refused as ${code}`, async () => {
    await assert.rejects(inspectTable(join(folder, file!)), { code: `tables.${code}` });
  });
}

test('G04 a workbook in strict Open XML, as Excel can save it, is read with its dates in ISO form', async () => {
  const parts = Object.fromEntries(
    Object.entries(
      workbookParts({ sheets: { One: '' }, sharedStrings: '<si><t>name</t></si><si><t>joined</t></si>' }),
    ).map(([name, xml]) => [
      name,
      String(xml)
        .replaceAll(
          'http://schemas.openxmlformats.org/officeDocument/2006',
          'http://purl.oclc.org/ooxml/officeDocument',
        )
        .replaceAll('http://schemas.openxmlformats.org/spreadsheetml/2006', 'http://purl.oclc.org/ooxml/spreadsheetml')
        .replace('<workbook ', '<workbook conformance="strict" ')
        .replace(
          '<sheetData></sheetData>',
          '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' +
            '<row r="2"><c r="A2" t="d"><v>2024-03-05</v></c><c r="B2" t="d"><v>2024-03-05T14:30:00.000</v></c></row>' +
            '<row r="3"><c r="A3" t="d"><v>1899-12-30T14:30:00.000</v></c><c r="B3" t="d"><v>2024-03-05T00:00:00Z</v></c></row></sheetData>',
        ),
    ]),
  );
  const { headers, cells } = await readAll(makeFile(await zipOf(parts)));
  assert.deepEqual(
    [headers, ...cells],
    [
      ['name', 'joined'],
      ['2024-03-05', '2024-03-05T14:30:00'],
      ['14:30:00', '2024-03-05'],
    ],
  );
});

test('G04 Google Sheets: a thousand empty rows, styles on empty cells, formulas with texts', async () => {
  const empty = Array.from({ length: 997 }, (_, at) => `<row r="${at + 4}" ht="15.75" customHeight="1"/>`).join('');
  const rows =
    '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c><c r="C1" s="2"/><c r="D1" s="2"/></row>' +
    '<row r="2"><c r="A2" s="2" t="s"><v>2</v></c><c r="B2" t="str"><f t="shared" ref="B2:B3" si="0">A2&amp;"@x.com"</f><v>ruth@x.com</v></c></row>' +
    '<row r="3"><c r="A3" s="2" t="s"><v>3</v></c><c r="B3" t="str"><f t="shared" si="0"/><v></v></c></row>';
  const path = await makeWorkbook({
    sheets: { Sheet1: rows + empty },
    sharedStrings:
      '<si><t>name</t></si><si><t>mail</t></si><si><t>ruth</t></si><si><t xml:space="preserve"> zoe</t></si>',
    styles: '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="0"/><xf numFmtId="0"/></cellXfs>',
  });
  const { headers, cells, rows: read } = await readAll(path);
  assert.deepEqual(
    [headers, ...cells],
    [
      ['name', 'mail'],
      ['ruth', 'ruth@x.com'],
      [' zoe', ''],
    ],
  );
  assert.ok(read.every((row) => !row.problems));
});

test("G04 Numbers: a page about the export comes first, and a table's title stands above it", async () => {
  const summary =
    textRow(2, ['This document was exported from Numbers.']) + textRow(4, ['Sheet', 'Table', 'Worksheet']);
  const table =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Table 1</t></is></c><c r="B1"/><c r="C1"/></row>' +
    textRow(2, ['name', 'mail', 'phone']) +
    textRow(3, ['Ruth', 'r@x.com', '010']) +
    textRow(4, ['Zoe', 'z@x.com', '011']);
  const path = await makeWorkbook({ sheets: { 'Export Summary': summary, 'Sheet 1 - Table 1': table } });
  const { format, headers, cells } = await readAll(path);
  assert.deepEqual([format.kind === 'xlsx' && format.sheet, headers], ['Sheet 1 - Table 1', ['name', 'mail', 'phone']]);
  assert.equal(cells.length, 2);
});

test('G04 parts with absolute addresses, other names, other letter case and backslashes are found', async () => {
  const parts = workbookParts({ sheets: { One: '' } });
  const sheet = String(parts['xl/worksheets/sheet1.xml']).replace(
    '<sheetData></sheetData>',
    '<sheetData><row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row></sheetData>',
  );
  const relations = String(parts['xl/_rels/workbook.xml.rels'])
    .replace('Target="worksheets/sheet1.xml"', 'Target="/xl/Tables/Sheet.XML"')
    .replace('Target="sharedStrings.xml"', 'Target="../xl/./texts/all.xml"');
  const file = await zipOf({
    '_rels/.rels': parts['_rels/.rels']!,
    'xl/workbook.xml': parts['xl/workbook.xml']!,
    'xl/_rels/workbook.xml.rels': relations,
    'xl/tables/sheet.xml': sheet,
    'xl/texts/all.xml': '<sst><si><t>name</t></si><si><t>Ruth</t></si></sst>',
  });
  const { headers, cells } = await readAll(makeFile(file));
  assert.deepEqual([headers, cells], [['name'], [['Ruth']]]);
  const backslashes = Buffer.from(
    file.toString('latin1').replaceAll('xl/tables/sheet.xml', 'xl\\tables\\sheet.xml'),
    'latin1',
  );
  assert.deepEqual((await readAll(makeFile(backslashes))).headers, ['name']);
});
