import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { makeFile } from '../../../test/make-file.ts';
import { guessEncoding } from './guess-encoding.ts';
import { inspectTable } from './inspect-table.ts';
import { readTable } from './read-table.ts';
import type { Encoding } from './table.ts';

const korean =
  '이름,이메일,회사\n김하늘,haneul@example.kr,푸른물류\n똠방각,rare@example.kr,(주)햏\n이몽룡,lee@example.kr,\n';
const western = 'name;city\nRenée Müller;Zürich\nJosé Núñez;Málaga\nSøren Ågård;Århus\n';

async function readAll(path: string, encoding?: Encoding) {
  const { format } = await inspectTable(path, encoding ? { encoding } : {});
  const rows = [];
  for await (const batch of readTable(path, format)) rows.push(...batch);
  return rows;
}

const cases: [string, Encoding, Buffer][] = [
  ['UTF-8', 'utf-8', Buffer.from(korean)],
  ['UTF-8 with a mark', 'utf-8', Buffer.from(`\ufeff${korean}`)],
  ['UTF-16 LE with a mark', 'utf-16le', iconv.encode(korean, 'utf-16le', { addBOM: true })],
  ['UTF-16 BE with a mark', 'utf-16be', iconv.encode(korean, 'utf-16be', { addBOM: true })],
  ['UTF-16 LE without a mark', 'utf-16le', iconv.encode(korean, 'utf-16le')],
  ['UTF-16 BE without a mark', 'utf-16be', iconv.encode(korean, 'utf-16be')],
  ['CP949', 'cp949', iconv.encode(korean, 'cp949')],
];
for (const [name, encoding, bytes] of cases) {
  test(`G02 Korean names in ${name} are told apart and round-trip exactly`, async () => {
    const path = makeFile(bytes);
    assert.equal(await guessEncoding(path), encoding);
    const rows = await readAll(path);
    assert.deepEqual(
      rows.map((row) => row.cells[0]),
      ['김하늘', '똠방각', '이몽룡'],
    );
    assert.ok(rows.every((row) => !row.problems));
  });
}

test('G02 European names in Windows-1252 are told apart and round-trip exactly', async () => {
  const rows = await readAll(makeFile(iconv.encode(western, 'windows-1252')));
  assert.deepEqual(
    rows.map((row) => row.cells.join(' ')),
    ['Renée Müller Zürich', 'José Núñez Málaga', 'Søren Ågård Århus'],
  );
});

const others: [Encoding, string][] = [
  ['shift_jis', '名前,会社\n山田太郎,能登ソース\n'],
  ['gb18030', '姓名,公司\n王小明,北京㐀\n'],
  ['windows-1250', 'name,city\nŁukasz Żółć,Łódź\n'],
  ['windows-1251', 'имя,город\nИван Щукин,Москва\n'],
];
for (const [encoding, text] of others) {
  test(`G02 ${encoding} is read exactly when somebody says so`, async () => {
    const rows = await readAll(makeFile(iconv.encode(text, encoding)), encoding);
    assert.equal(rows[0]!.cells.join(), text.split('\n')[1]);
  });
}

test('G02 Korean that begins after megabytes of ASCII is found', async () => {
  const ascii = 'Ruth King,ruth@example.com,Acme\n'.repeat(100_000);
  const path = makeFile(
    Buffer.concat([Buffer.from(`name,mail,company\n${ascii}`), iconv.encode('김하늘,k@example.kr,물류\n', 'cp949')]),
  );
  const rows = await readAll(path);
  assert.equal(rows.length, 100_001);
  assert.equal(rows.at(-1)!.cells[0], '김하늘');
  assert.ok(rows.every((row) => !row.problems));
});

test('G02 bytes that are no UTF-8 after a first megabyte that is give a problem on their row, never U+FFFD unnoticed', async () => {
  const good = Buffer.from('김하늘,haneul@example.kr,물류\n'.repeat(40_000));
  const path = makeFile(
    Buffer.concat([Buffer.from('이름,이메일,회사\n'), good, Buffer.from([0xc7, 0xd1, 0x2c, 0x61, 0x0a]), good]),
  );
  const rows = await readAll(path);
  const damaged = rows.filter((row) => row.problems);
  assert.equal(rows.length, 80_001);
  assert.deepEqual(
    damaged.map((row) => [row.line_number, row.problems]),
    [[40_002, [{ code: 'undecodable', values: { column: 'A', value: '\ufffd\ufffd' }, column: 0 }]]],
  );
  assert.ok(rows.every((row) => row.problems || !row.cells.join().includes('\ufffd')));
});

test('G02 a wrong encoding that somebody chose still shows a preview and says what is wrong', async () => {
  const inspection = await inspectTable(makeFile(iconv.encode(korean, 'cp949')), { encoding: 'utf-8' });
  assert.ok(inspection.problems.some((problem) => problem.code === 'tables.broken_header'));
  assert.ok(inspection.sample_rows.every((row) => row.problems));
});
