import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { crc32, createDeflateRaw } from 'node:zlib';
import { openPromise } from 'yauzl';
import { projectFolder } from '#platform/project-folder.ts';
import { delimiters, encodings } from '#platform/tables/table.ts';
import { endsWell } from '../ends-well.ts';
import { makeFile } from '../make-file.ts';
import { textRow, workbookParts, zipOf } from '../make-workbook.ts';
import { mangleBytes, seededRandom } from '../mangle-bytes.ts';

/** Again with what failed: `SEED=123 npm run test:long any-file`. */
const seed = Number(process.env.SEED ?? Date.now() % 1e9);
const random = seededRandom(seed);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const folder = join(projectFolder, 'test/fixtures');
const read = (pattern: string) => globSync(pattern, { cwd: folder }).map((name) => readFileSync(join(folder, name)));
const texts = read('customers/*.csv').map((file) => file.subarray(0, 300_000));
const workbooks = read('workbooks/*.xlsx').filter((file) => file.subarray(0, 2).toString() === 'PK');

const stray: unknown[] = [];
process.on('unhandledRejection', (reason) => stray.push(reason));
after(() => assert.deepEqual(stray, []));

/** Does it again and again, and tells how often it ended how. */
async function forSeconds(seconds: number, once: () => Promise<string>): Promise<Record<string, number>> {
  const endings: Record<string, number> = {};
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const ending = await once();
    endings[ending] = (endings[ending] ?? 0) + 1;
  }
  return endings;
}

test(`G01 G02 G03 lists after any accident, read in any way (seed ${seed})`, async (t) => {
  const endings = await forSeconds(45, async () => {
    const file = mangleBytes(pick(texts), [...texts, ...workbooks], random);
    const told =
      random() < 0.5 ? {} : { encoding: pick(encodings), delimiter: pick(delimiters), header_row: pick([0, 1, 3]) };
    return endsWell(makeFile(file), told);
  });
  t.diagnostic(JSON.stringify(endings));
  assert.ok((endings.rows ?? 0) > 50);
});

test(`G01 G05 workbooks after any accident to the file (seed ${seed})`, async (t) => {
  const endings = await forSeconds(45, () => endsWell(makeFile(mangleBytes(pick(workbooks), texts, random))));
  t.diagnostic(JSON.stringify(endings));
  assert.ok(Object.keys(endings).length > 1);
});

test(`G01 G04 G05 workbooks after any accident to one of their parts (seed ${seed})`, async (t) => {
  const unpacked = await Promise.all(workbooks.map(partsOf));
  const endings = await forSeconds(60, async () => {
    const parts = { ...pick(unpacked) };
    const name = pick(Object.keys(parts).filter((one) => /rels|workbook|sheet|styles|Strings/.test(one)));
    parts[name] = mangleBytes(parts[name]!, Object.values(pick(unpacked)), random);
    return endsWell(makeFile(await zipOf(parts)));
  });
  t.diagnostic(JSON.stringify(endings));
  assert.ok(Object.keys(endings).length > 1);
});

async function partsOf(file: Buffer): Promise<Record<string, Buffer>> {
  const zip = await openPromise(makeFile(file), { autoClose: false });
  const parts: Record<string, Buffer> = {};
  for await (const entry of zip.eachEntry())
    parts[entry.fileName] = await buffer(await zip.openReadStreamPromise(entry));
  zip.close();
  return parts;
}

/** Repeats a text to so many bytes, piece by piece. */
function* repeated(start: string, piece: (at: number) => string, bytes: number, end: string): Generator<Buffer> {
  yield Buffer.from(start);
  for (let at = 0, made = 0; made < bytes; at++) {
    let block = '';
    while (block.length < 1024 ** 2) block += piece(at++);
    made += block.length;
    yield Buffer.from(block);
  }
  yield Buffer.from(end);
}

const sheet = (rows: (at: number) => string, bytes: number) =>
  repeated('<worksheet><sheetData>', rows, bytes, '</sheetData></worksheet>');
const gigabyte = 1024 ** 3;

/** What is made to harm: the part, what is in it, and how it must end. */
const bombs: [string, string, () => Iterable<Buffer>, string[]][] = [
  [
    'one cell of a gigabyte',
    'xl/worksheets/sheet1.xml',
    () =>
      repeated(
        '<worksheet><sheetData><row><c t="inlineStr"><is><t>',
        () => 'x'.repeat(1e5),
        gigabyte,
        '</t></is></c></row></sheetData></worksheet>',
      ),
    ['tables.cell_too_long'],
  ],
  [
    'a gigabyte of rows',
    'xl/worksheets/sheet1.xml',
    () => sheet(() => '<row><c><v>1</v></c></row>', gigabyte),
    ['tables.packed_too_tight', 'tables.too_many_rows'],
  ],
  [
    'a gigabyte of empty rows',
    'xl/worksheets/sheet1.xml',
    () => sheet(() => '<row/>', gigabyte),
    ['tables.packed_too_tight', 'tables.too_many_rows'],
  ],
  [
    'one row of a gigabyte',
    'xl/worksheets/sheet1.xml',
    () => repeated('<worksheet><sheetData><row>', () => '<c><v>1</v></c>', gigabyte, '</row></sheetData></worksheet>'),
    ['tables.too_many_columns'],
  ],
  [
    'one element in another, a gigabyte deep',
    'xl/worksheets/sheet1.xml',
    () => sheet(() => '<a>', gigabyte),
    ['tables.packed_too_tight', 'tables.too_complex'],
  ],
  [
    'one element with millions of attributes',
    'xl/worksheets/sheet1.xml',
    () => repeated('<worksheet ', (at) => `a${at}="1" `, gigabyte / 4, '/>'),
    ['tables.cell_too_long'],
  ],
  [
    'a gigabyte of comments',
    'xl/sharedStrings.xml',
    () => repeated('<sst>', () => `<!--${'-x'.repeat(1000)}-->`, gigabyte, '</sst>'),
    ['tables.cell_too_long', 'tables.packed_too_tight'],
  ],
  [
    'hundreds of megabytes of different texts',
    'xl/sharedStrings.xml',
    () => repeated('<sst>', (at) => `<si><t>customer number ${at} of the list</t></si>`, gigabyte / 2, '</sst>'),
    ['tables.too_many_texts'],
  ],
  [
    'millions of styles',
    'xl/styles.xml',
    () => repeated('<styleSheet><cellXfs>', (at) => `<xf numFmtId="${at}"/>`, gigabyte / 4, '</cellXfs></styleSheet>'),
    ['tables.too_complex'],
  ],
  [
    'a gigabyte of sheets',
    'xl/workbook.xml',
    () => repeated('<workbook><sheets>', () => '<sheet name="x" r:id="s0"/>', gigabyte, '</sheets></workbook>'),
    ['tables.too_many_sheets'],
  ],
  [
    'a gigabyte of relations',
    'xl/_rels/workbook.xml.rels',
    () =>
      repeated(
        '<Relationships>',
        (at) => `<Relationship Id="i${at}" Type="x/worksheet" Target="s${at}.xml"/>`,
        gigabyte,
        '</Relationships>',
      ),
    ['tables.too_many_entries'],
  ],
];
for (const [name, part, content, codes] of bombs) {
  test(`G05 ${name} ends in a sentence within a minute, with bounded memory here and in the child`, {
    timeout: 240_000,
  }, async (t) => {
    const parts = workbookParts({
      sheets: { One: textRow(1, ['name']) + textRow(2, ['Ruth']) },
      sharedStrings: '',
      styles: '',
    });
    const path = makeFile(await zipWith(parts, part, content()));
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const { ending, peak } = await watchingChildren(() => endsWell(path));
    const seconds = (performance.now() - start) / 1000;
    const grown = (process.memoryUsage().rss - before) / 1024 ** 2;
    t.diagnostic(`${ending}: ${seconds.toFixed(1)} s, ${peak} MB in the child, ${grown.toFixed(0)} MB more here`);
    // A machine with much to do gives up sooner.
    assert.ok([...codes, 'tables.took_too_long'].includes(ending), ending);
    assert.ok(seconds < 60, `${seconds} s`);
    assert.ok(peak < 800, `${peak} MB in the child`);
    assert.ok(grown < 200, `${grown} MB more here`);
  });
}

async function watchingChildren(work: () => Promise<string>): Promise<{ ending: string; peak: number }> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakOfChildren());
  }, 50);
  try {
    return { ending: await work(), peak };
  } finally {
    clearInterval(timer);
  }
}

/** Linux keeps each process's greatest memory in /proc. In MB. */
function peakOfChildren(): number {
  const ids = globSync(`/proc/${process.pid}/task/*/children`).flatMap((path) => readFileSync(path, 'utf8').split(' '));
  const peaks = ids.filter(Boolean).map((id) => {
    try {
      return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0; // it has just ended
    }
  });
  return Math.round(Math.max(0, ...peaks) / 1024);
}

/** A ZIP in which one part is too large to be held as a whole. */
async function zipWith(
  parts: Record<string, string | Buffer>,
  large: string,
  content: Iterable<Buffer>,
): Promise<Buffer> {
  const packer = createDeflateRaw({ level: 1 });
  const packed = buffer(packer);
  let size = 0;
  let checksum = 0;
  for (const piece of content) {
    size += piece.length;
    checksum = crc32(piece, checksum);
    if (!packer.write(piece)) await new Promise((resolve) => packer.once('drain', resolve));
  }
  packer.end();
  const placeholder = 'the large part stands here'.repeat(9);
  const zip = await zipOf({ ...parts, [large]: placeholder });
  return withPart(zip, large, await packed, { size, checksum });
}

/** Puts other packed bytes behind the name of an entry, and corrects what the headers say of it. */
function withPart(
  zip: Buffer,
  name: string,
  packed: Buffer,
  { size, checksum }: { size: number; checksum: number },
): Buffer {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const directory = zip.readUInt32LE(end + 16);
  let entry = directory;
  while (zip.subarray(entry + 46, entry + 46 + zip.readUInt16LE(entry + 28)).toString() !== name) {
    entry += 46 + zip.readUInt16LE(entry + 28) + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  const offset = zip.readUInt32LE(entry + 42);
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const old = zip.readUInt32LE(entry + 20);
  const head = Buffer.from(zip.subarray(0, start));
  const tail = Buffer.from(zip.subarray(start + old));
  const shift = packed.length - old;
  const shifted = (position: number) => position - start - old;
  for (let at = directory; at < end; ) {
    const own = tail.readUInt32LE(shifted(at) + 42);
    if (own > offset) tail.writeUInt32LE(own + shift, shifted(at) + 42);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  for (const [value, place] of [
    [checksum, 16],
    [packed.length, 20],
    [size, 24],
  ] as const) {
    tail.writeUInt32LE(value, shifted(entry) + place);
  }
  tail.writeUInt16LE(8, shifted(entry) + 10);
  tail.writeUInt32LE(directory + shift, shifted(end) + 16);
  return Buffer.concat([head, packed, tail]);
}
