import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeFile } from '../../../test/make-file.ts';
import { makeWorkbook, workbookParts, zipOf } from '../../../test/make-workbook.ts';
import { inspectTable } from './inspect-table.ts';
import { readTable } from './read-table.ts';

/** Bytes that look random and are the same at every run. */
function noise(length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, at) =>
    createHash('sha256').update(`${at}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

/** An OLE container with one sector of directory, in which these streams are named. */
function oleFile(...streams: string[]): Buffer {
  const file = Buffer.alloc(2048);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(0, 48);
  for (const [at, name] of ['Root Entry', ...streams].entries()) file.write(`${name}\0`, 512 + at * 128, 'utf16le');
  return file;
}

const header = (bytes: string, length = 5000) => Buffer.concat([Buffer.from(bytes, 'latin1'), noise(length)]);

/** File, and how it must end: the code of a sentence, or a preview with so many rows. */
const files: [string, Buffer | (() => Promise<Buffer>), string | number][] = [
  ['an empty file', Buffer.alloc(0), 'tables.empty'],
  ['nothing but a byte-order mark', Buffer.from('\ufeff'), 'tables.empty'],
  ['blank lines', Buffer.from('\n\r\n  \n,,,\n'), 'tables.empty'],
  ['only a header', Buffer.from('name,mail'), 0],
  ['one cell', Buffer.from('x'), 0],
  ['a single quote', Buffer.from('"'), 0],
  ['random bytes', noise(100_000), 'tables.not_a_table'],
  ['zero bytes', Buffer.alloc(100_000), 'tables.not_a_table'],
  ['a PNG picture', header('\x89PNG\r\n\x1a\n'), 'tables.picture'],
  ['a photo of a phone', header('\0\0\0\x24ftypheic'), 'tables.picture'],
  ['a PDF', header('%PDF-1.7\n'), 'tables.pdf'],
  ['a gzip archive', gzipSync('name,mail\na,b\n'), 'tables.archive'],
  ['a tar archive', Buffer.from('list.csv'.padEnd(257, '\0') + 'ustar\x0000'.padEnd(255, '\0')), 'tables.archive'],
  ['an ALZip archive', header('ALZ\x01'), 'tables.archive'],
  ['an address book', Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ruth\r\nEND:VCARD\r\n'), 'tables.address_book'],
  ['JSON', Buffer.from('[\n  {"name": "Ruth", "mail": "r@example.com"}\n]'), 'tables.not_a_table'],
  ['some XML', Buffer.from('<?xml version="1.0"?><customers><customer/></customers>'), 'tables.not_a_table'],
  ['a Word document of before 2007', oleFile('WordDocument'), 'tables.document'],
  ['a Hangul document', oleFile('FileHeader', 'DocInfo', '\x05HwpSummaryInformation'), 'tables.document'],
  ['an OLE file of something else', oleFile('__substg1.0_0037001F'), 'tables.not_a_table'],
  ['an .xls workbook, whatever its name', oleFile('Workbook'), 'tables.old_workbook'],
  ['an .xls workbook of Excel 4', header('\x09\x04\x06\x00\x00\x00'), 'tables.old_workbook'],
  ['a workbook with a password', oleFile('EncryptedPackage', 'EncryptionInfo'), 'tables.encrypted_workbook'],
  ['an OLE header and nothing more', oleFile().subarray(0, 8), 'tables.not_a_table'],
  [
    "an ERP's HTML named .xls",
    Buffer.from('\ufeff\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>'),
    'tables.html_table',
  ],
  [
    "a report's table without a head",
    Buffer.from('<table border=1><tr><td>name</td></tr></table>'),
    'tables.html_table',
  ],
  ['a web archive', Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n'), 'tables.html_table'],
  [
    'an XML spreadsheet of Excel 2003',
    Buffer.from('<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
    'tables.exchange_format',
  ],
  ['a SYLK file', Buffer.from('ID;PWXL;N;E\r\nC;Y1;X1;K"Name"\r\nE\r\n'), 'tables.exchange_format'],
  ['a DIF file', Buffer.from('TABLE\r\n0,1\r\n"list"\r\nVECTORS\r\n'), 'tables.exchange_format'],
  [
    'a flat .fods',
    Buffer.from('<?xml version="1.0"?>\n<office:document xmlns:office="x">'),
    'tables.opendocument_workbook',
  ],
  [
    'a workbook under rights management',
    oleFile('EncryptedPackage', 'DRMEncryptedDataSpace'),
    'tables.protected_by_company',
  ],
  ['a file locked by Fasoo', header('\x9b DRMONE  This Document is encrypted'), 'tables.protected_by_company'],
  ['a file locked by SoftCamp', header('SCDSA002'), 'tables.protected_by_company'],
  ['a file locked by NASCA', header('<## NASCA DRM FILE - VER1.00 ##>'), 'tables.protected_by_company'],
  ['an archive of something else', () => zipOf({ 'readme.txt': 'hello', 'photo.png': noise(1000) }), 'tables.archive'],
  [
    'an archive with a workbook in it',
    async () => zipOf({ 'list.xlsx': await zipOf(workbookParts()) }),
    'tables.archive',
  ],
  ['an empty archive', () => zipOf({}), 'tables.archive'],
  ['an OpenDocument sheet', () => zipOf({ mimetype: 'x', 'content.xml': '<x/>' }), 'tables.opendocument_workbook'],
  ['a document of Numbers', () => zipOf({ 'Index/Document.iwa': noise(99) }), 'tables.numbers_workbook'],
  ['an .xlsb workbook', () => zipOf({ '_rels/.rels': '<x/>', 'xl/workbook.bin': noise(99) }), 'tables.binary_workbook'],
  ['a Word document', () => zipOf({ '_rels/.rels': '<x/>', 'word/document.xml': '<x/>' }), 'tables.document'],
  ['a Hangul document as XML', () => zipOf({ mimetype: 'x', 'Contents/header.xml': '<x/>' }), 'tables.document'],
  [
    'a package that only looks like a workbook',
    () => zipOf({ ...workbookParts(), 'xl/workbook.xml': '<w:document xmlns:w="x"/>' }),
    'tables.not_a_workbook',
  ],
  ['a workbook with macros or a template', () => zipOf({ ...workbookParts(), 'xl/vbaProject.bin': noise(999) }), 1],
  ['half a workbook', async () => (await zipOf(workbookParts())).subarray(0, 900), 'tables.unreadable'],
  ['a ZIP signature and noise', header('PK\x03\x04'), 'tables.unreadable'],
  [
    'XML that ends too early',
    () => zipOf({ ...workbookParts(), 'xl/workbook.xml': '<workbook><sheets>' }),
    'tables.unreadable',
  ],
  [
    'XML that is not UTF-8',
    () => zipOf({ ...workbookParts(), 'xl/workbook.xml': Buffer.from([0x3c, 0x61, 0xe9, 0x3e]) }),
    'tables.unreadable',
  ],
  ['a workbook without sheets', () => zipOf(workbookParts({ sheets: {} })), 'tables.empty'],
  ['a workbook with an empty sheet', () => zipOf(workbookParts({ sheets: { One: '' } })), 'tables.empty'],
  ['a plain workbook', () => zipOf(workbookParts()), 1],
];
for (const [name, content, expected] of files) {
  const ends = typeof expected === 'string' ? `refused as ${expected.slice(7)}` : `shown with ${expected} rows`;
  test(`G01 ${name} is ${ends}`, async () => {
    const path = makeFile(typeof content === 'function' ? await content() : content);
    if (typeof expected === 'string')
      await assert.rejects(inspectTable(path), { name: 'Failure', kind: 'invalid', code: expected });
    else assert.equal((await inspectTable(path)).sample_rows.length, expected);
  });
}

test('G01 a folder is no table', async () => {
  await assert.rejects(inspectTable(tmpdir()), { code: 'tables.not_a_table' });
});

test('G01 a file above the limit is refused before it is read', async () => {
  const csv = makeFile('name\n'.repeat(1000));
  await assert.rejects(inspectTable(csv, { limits: { csv_bytes: 4999 } }), { code: 'tables.too_large' });
  await assert.rejects(inspectTable(await makeWorkbook(), { limits: { xlsx_bytes: 500 } }), {
    code: 'tables.too_large',
  });
});

test('G03 NUL bytes give a problem on their cell and are gone from what is shown', async () => {
  const { sample_rows } = await inspectTable(makeFile('name,mail\nRu\0th,r@example.com\nZoe,z@example.com\n'));
  assert.deepEqual(sample_rows[0]!.problems, [
    { code: 'nul', values: { column: 'A', value: 'Ru\u2400th' }, column: 0 },
  ]);
  assert.ok(!sample_rows[1]!.problems);
});

test('G03 a cell of 10 MB gives a problem on its row and the next rows are read', async () => {
  const path = makeFile(
    `name,note\nRuth,"${'x'.repeat(10 * 1024 ** 2)}"\nZoe,ok\nAnn,${'y'.repeat(10 * 1024 ** 2)}\nEve,ok\n`,
  );
  const { sample_rows } = await inspectTable(path);
  assert.deepEqual(
    sample_rows.map((row) => [row.line_number, row.cells[0], row.problems?.[0]?.code]),
    [
      [2, 'Ruth', 'row_too_long'],
      [3, 'Zoe', undefined],
      [4, 'Ann', 'row_too_long'],
      [5, 'Eve', undefined],
    ],
  );
});

test('G03 more rows than the limit stop the reading with a sentence', async () => {
  const path = makeFile(`name\n${'Ruth\n'.repeat(3000)}`);
  const { format } = await inspectTable(path);
  const read = async () => {
    for await (const _ of readTable(path, format, { limits: { rows: 2999 } }));
  };
  await assert.rejects(read, { code: 'tables.too_many_rows', more: { values: { max: 2999 } } });
});

test('G05 of many workbooks at once two are read, a few wait, and the others are told when to come again', async () => {
  const path = await makeWorkbook();
  let most = 0;
  const counting = setInterval(() => {
    most = Math.max(most, childrenCount());
  }, 5);
  const looks = await Promise.allSettled(Array.from({ length: 14 }, () => inspectTable(path)));
  clearInterval(counting);
  const refused = looks.flatMap((look) => (look.status === 'rejected' ? [look.reason] : []));
  assert.equal(refused.length, 4);
  for (const { kind, code, more } of refused) {
    assert.deepEqual({ kind, code, more }, { kind: 'unavailable', code: 'platform.busy', more: { retry_after: 5 } });
  }
  assert.equal(most, 2);
  assert.deepEqual((await inspectTable(path)).headers, ['name'], 'and then all is well again');
});

/** Programs that this one has started and that still run. */
function childrenCount(): number {
  const text = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim();
  return text === '' ? 0 : text.split(' ').length;
}
