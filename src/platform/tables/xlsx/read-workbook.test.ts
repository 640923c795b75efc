import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectTable } from '#platform/tables/inspect-table.ts';
import { readTable } from '#platform/tables/read-table.ts';
import type { TableLimits } from '#platform/tables/table-limits.ts';
import { makeFile } from '../../../../test/make-file.ts';
import { textRow, type WorkbookPlan, workbookParts, zipOf } from '../../../../test/make-workbook.ts';

const plain = textRow(1, ['name']) + textRow(2, ['Ruth']);
const centralDirectory = Buffer.from('PK\x01\x02', 'latin1');

async function refused(file: Buffer, code: string, limits: Partial<TableLimits> = {}): Promise<void> {
  const path = makeFile(file);
  const read = async () => {
    const { format } = await inspectTable(path, { limits });
    for await (const _ of readTable(path, format, { limits }));
  };
  await assert.rejects(read, { name: 'Failure', code: `tables.${code}` });
}
const workbook = (plan: WorkbookPlan) => zipOf(workbookParts(plan));

test('G05 a cell of 64 MB is refused while it is unpacked', async () => {
  await refused(await workbook({ sheets: { One: textRow(1, ['x'.repeat(64 * 1024 ** 2)]) } }), 'cell_too_long');
});

test('G05 a sheet that unpacks to more than 200 times its size is refused, a small honest one is not', async () => {
  const rows = '<row><c><v>1</v></c></row>';
  await refused(await workbook({ sheets: { One: rows.repeat(1_000_000) } }), 'packed_too_tight');
  const small = makeFile(await workbook({ sheets: { One: plain + rows.repeat(10_000) } }));
  assert.equal((await inspectTable(small)).sample_rows.length, 50);
});

test('G05 what a workbook unpacks to is counted while unpacking, over all its parts', async () => {
  const sheets = { One: plain + textRow(3, ['x'.repeat(600_000)]) };
  await refused(
    await workbook({ sheets, sharedStrings: `<si><t>${'y'.repeat(600_000)}</t></si>` }),
    'unpacks_too_large',
    {
      inflated_bytes: 1024 ** 2,
    },
  );
});

test('G05 one long shared text in very many cells counts as often as it stands there', async () => {
  const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(2000);
  const plan = { sheets: { One: plain + rows }, sharedStrings: `<si><t>${'laugh'.repeat(6000)}</t></si>` };
  await refused(await workbook(plan), 'unpacks_too_large', { inflated_bytes: 20 * 1024 ** 2 });
});

test('G05 sizes in headers that lie are found out', async () => {
  const file = await workbook({ sheets: { One: textRow(1, ['name', 'x'.repeat(100_000)]) } });
  for (let at = file.indexOf(centralDirectory); at !== -1; at = file.indexOf(centralDirectory, at + 4)) {
    if (file.readUInt32LE(at + 24) > 100_000) file.writeUInt32LE(900, at + 24);
  }
  await refused(file, 'unreadable');
});

test('G05 10,000 entries are refused', async () => {
  const parts = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`xl/media/${at}.txt`, 'x']));
  await refused(await zipOf({ ...workbookParts(), ...parts }), 'too_many_entries');
});

test('G05 a workbook that names thousands of sheets is refused', async () => {
  const parts = workbookParts();
  const sheet = '<sheet name="x" sheetId="1" r:id="s0"/>';
  const many = String(parts['xl/workbook.xml']).replace('</sheets>', `${sheet.repeat(5000)}</sheets>`);
  await refused(await zipOf({ ...parts, 'xl/workbook.xml': many }), 'too_many_sheets');
});

test('G05 elements in elements in elements end in a sentence', async () => {
  const deep = '<a>'.repeat(3_000_000);
  await refused(await workbook({ sheets: { One: deep } }), 'packed_too_tight', { inflate_floor_bytes: 1024 ** 2 });
  await refused(await workbook({ sheets: { One: deep } }), 'too_complex', { inflate_ratio: 1e9, xlsx_heap_mb: 64 });
});

test('G05 two entries of one name are refused', async () => {
  const file = await zipOf({ ...workbookParts(), 'xl/worksheets/sheetX.xml': '<x/>' });
  const twice = Buffer.from(file.toString('latin1').replaceAll('sheetX', 'SHEET1'), 'latin1');
  await refused(twice, 'duplicate_entries');
});

test('G05 entries that share their bytes are refused', async () => {
  const file = await workbook({});
  const second = file.indexOf(centralDirectory, file.indexOf(centralDirectory) + 4);
  file.writeUInt32LE(0, second + 42);
  await refused(file, 'overlapping_entries');
});

test('G05 entries under a password are refused', async () => {
  const file = await workbook({});
  const first = file.indexOf(centralDirectory);
  file.writeUInt16LE(file.readUInt16LE(first + 8) | 1, first + 8);
  await refused(file, 'encrypted_workbook');
});

test('G05 G06 names of entries that lead out of the workbook are refused', async () => {
  const file = await zipOf({ ...workbookParts(), 'xx/etc/passwd.xml': 'x' });
  await refused(Buffer.from(file.toString('latin1').replaceAll('xx/etc', '../etc'), 'latin1'), 'unreadable');
});

test('G06 entries with absolute names or that are symbolic links lead nowhere', async () => {
  const absolute = Buffer.from(
    (await zipOf({ ...workbookParts(), 'xx/etc/passwd': 'x' })).toString('latin1').replaceAll('xx/etc', '//xetc'),
    'latin1',
  );
  await refused(absolute, 'unreadable');
  const link = await workbook({ sheets: { One: plain } });
  for (let at = link.indexOf(centralDirectory); at !== -1; at = link.indexOf(centralDirectory, at + 4)) {
    link.writeUInt16LE(0x0314, at + 4); // made on Unix
    link.writeUInt32LE(0xa1ff0000, at + 38); // lrwxrwxrwx
  }
  assert.deepEqual((await inspectTable(makeFile(link))).headers, ['name']);
});

test('G05 what the shared texts say of their number is not believed', async () => {
  const sst = '<sst count="4294967295" uniqueCount="4294967295"><si><t>name</t></si></sst>';
  const sheets = { One: '<row r="1"><c t="s"><v>0</v></c></row><row r="2"><c t="s"><v>4000000000</v></c></row>' };
  const { headers, sample_rows } = await inspectTable(
    makeFile(await workbook({ sheets, parts: { 'xl/sharedStrings.xml': sst } })),
  );
  assert.deepEqual(headers, ['name']);
  assert.equal(sample_rows[0]!.problems![0]!.code, 'missing_text');
});

test('G05 shared texts that take more memory than they may are refused', async () => {
  const sharedStrings = Array.from({ length: 20_000 }, (_, at) => `<si><t>text number ${at}</t></si>`).join('');
  await refused(await workbook({ sheets: { One: plain }, sharedStrings }), 'too_many_texts', {
    shared_text_bytes: 100_000,
  });
});

const laughs = `<!DOCTYPE lolz [<!ENTITY a "lol">${'bcdefghi'
  .split('')
  .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefgh'[at]};`.repeat(10)}">`)
  .join('')}]>`;
for (const [name, doctype] of [
  ['billion laughs', laughs],
  ['an external entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
  ['an external DTD', '<!DOCTYPE x SYSTEM "http://169.254.169.254/latest">'],
  ['a bare DOCTYPE', '<!DOCTYPE x>'],
] as const) {
  test(`G05 ${name} in any part that is read is refused`, async () => {
    const parts = workbookParts({ sheets: { One: plain }, sharedStrings: '', styles: '' });
    for (const part of ['xl/workbook.xml', 'xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml']) {
      const body = String(parts[part]).replace(/^<\?xml[^>]*>/, '');
      await refused(await zipOf({ ...parts, [part]: doctype + body }), 'has_doctype');
    }
  });
}

test('G05 an entity without a DOCTYPE is no text', async () => {
  await refused(await workbook({ sheets: { One: textRow(1, ['&lol;']) } }), 'unreadable');
});

test('G05 links to other files are never followed: cached values count, sheets elsewhere are none', async () => {
  const formula = '<row r="1"><c t="str"><f>[1]Sheet1!A1</f><v>name</v></c></row>';
  const link = { 'xl/externalLinks/externalLink1.xml': '<externalLink/>' };
  assert.deepEqual((await inspectTable(makeFile(await workbook({ sheets: { One: formula }, parts: link })))).headers, [
    'name',
  ]);
  const parts = workbookParts({});
  const relations = String(parts['xl/_rels/workbook.xml.rels']).replace(
    'Target="worksheets',
    'TargetMode="External" Target="http://169.254.169.254',
  );
  await refused(await zipOf({ ...parts, 'xl/_rels/workbook.xml.rels': relations }), 'empty');
});

test('G05 a reader that runs out of memory or time ends with a sentence, and this process lives on', async () => {
  const file = await workbook({ sheets: { One: plain } });
  await refused(file, 'too_complex', { xlsx_heap_mb: 1 });
  await refused(file, 'took_too_long', { xlsx_inspect_seconds: 0.01 });
});
