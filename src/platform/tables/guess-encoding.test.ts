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

/** Short lists as customers are written: encoding, and whether it can be told from the bytes. */
const lists: [language: string, Encoding, isTold: boolean, text: string][] = [
  ['Western European', 'windows-1252', true, western],
  ['French', 'windows-1252', true, 'nom;prénom;ville\nLefèvre;Élodie;Orléans\nBéranger;François;Besançon\n'],
  ['German', 'windows-1252', true, 'Name;Ort\nMüller;Köln\nGroß;Düsseldorf\n'],
  ['Finnish', 'windows-1252', true, 'nimi;kaupunki\nPäivi Hämäläinen;Jyväskylä\nMäkelä;Töölö\n'],
  ['Portuguese', 'windows-1252', true, 'nome;cidade\nJoão Gonçalves;São Paulo\nInês Simões;Évora\n'],
  ['one French name among many', 'windows-1252', true, 'name;city\nJean;Paris\nRené;Lyon\nPaul;Nice\n'],
  ['names in capitals', 'windows-1252', true, 'NOM;VILLE\nRENÉ MÜLLER;ZÜRICH\nÉLODIE;ORLÉANS\n'],
  ['signs and no letters', 'windows-1252', true, 'name,note\nO’Brien,“VIP” – €5\n'],
  ['old Macs', 'macintosh', true, 'nom;ville\nRené Müller;Besançon\nÉlodie Lefèvre;Orléans\n'],
  ['Polish', 'windows-1250', true, 'imię;miasto\nŁukasz Żółć;Łódź\nGrażyna Wójcik;Kraków\n'],
  ['Czech', 'windows-1250', true, 'jméno;město\nJiří Dvořák;Plzeň\nBožena Čermáková;Brno\n'],
  ['Hungarian', 'windows-1250', true, 'név;város\nSzűcs Ágnes;Győr\nKovács Tünde;Pécs\n'],
  ['Croatian', 'windows-1250', true, 'ime;grad\nŽeljko Đurić;Čakovec\nMaša Šarić;Šibenik\n'],
  ['Romanian', 'windows-1250', true, 'nume;oraş\nIoan Bălan;Bucureşti\nŞtefan Ţiriac;Iaşi\n'],
  ['Lithuanian', 'windows-1257', true, 'vardas;miestas\nŽydrūnas Šimkus;Kaunas\nRūta Ąžuolaitė;Šiauliai\n'],
  ['Latvian', 'windows-1257', true, 'vārds;pilsēta\nJānis Bērziņš;Rīga\nĢirts Ķēniņš;Liepāja\n'],
  ['Turkish', 'windows-1254', true, 'ad;şehir\nAyşe Yılmaz;İzmir\nÇağlar Öztürk;Eskişehir\n'],
  ['Russian', 'windows-1251', true, 'имя;город\nИван Щукин;Москва\nОльга Петрова;Санкт-Петербург\n'],
  ['Russian in capitals', 'windows-1251', true, 'ИМЯ;ГОРОД\nИВАН ЩУКИН;МОСКВА\nОЛЬГА КУЗНЕЦОВА;КАЗАНЬ\n'],
  ['Russian of Unix', 'koi8-r', true, 'имя;город\nИван Щукин;Москва\nОльга Петрова;Санкт-Петербург\n'],
  ['Greek', 'windows-1253', true, 'όνομα;πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΜαρία;Θεσσαλονίκη\n'],
  ['Hebrew', 'windows-1255', true, 'שם;עיר\nדוד כהן;תל אביב\n'],
  ['Arabic', 'windows-1256', true, 'اسم;مدينة\nمحمد علي;القاهرة\n'],
  ['Thai', 'windows-874', true, 'ชื่อ,เมือง\nสมชาย ใจดี,กรุงเทพ\nสมหญิง,เชียงใหม่\n'],
  ['Vietnamese', 'windows-1258', false, 'tên;thành phô\u0301\nNguyê\u0303n Văn Đư\u0301c;Hà Nô\u0323i\n'],
  ['Japanese', 'shift_jis', true, '名前,会社\n山田太郎,能登ソース\n佐藤花子,カブシキガイシャ\n'],
  ['Japanese names with rare characters', 'shift_jis', true, '氏名,会社\n髙橋一郎,東京電力\n﨑山,株式会社鈴木商店\n'],
  ['Japanese of Unix', 'euc-jp', true, '名前,会社\n山田太郎,能登ソース\n佐藤花子,カブシキガイシャ\n'],
  ['Japanese in narrow letters', 'shift_jis', true, 'ﾅﾏｴ,ｶｲｼｬ\nﾔﾏﾀﾞ ﾀﾛｳ,ｿﾆｰ\n'],
  ['Japanese of Unix in Kanji only', 'euc-jp', false, '氏名,会社\n山田太郎,株式会社鈴木商店\n'],
  ['Chinese', 'gb18030', true, '姓名,公司\n王小明,北京大学\n张伟,上海贸易有限公司\n李娜,广州㐀\n'],
  ['Chinese of Taiwan', 'big5', true, '姓名,公司\n王小明,台北大學\n張偉,貿易有限公司\n'],
  ['Korean with Hanja', 'cp949', true, '이름,한자,회사\n김하늘,金河澤,(주)푸른물류\n이몽룡,李夢龍,서울상사\n'],
  ['one Korean name among many', 'cp949', true, 'name,email\nKim,k@x.kr\nLee,l@x.kr\n김하늘,z@x.kr\n'],
  ['nothing but a rare syllable', 'cp949', false, 'name,email\n똠,k@x.kr\n'],
];
for (const [language, encoding, isTold, text] of lists) {
  test(`G02 ${language} in ${encoding} ${isTold ? 'is told apart' : 'can be chosen'} and round-trips exactly`, async () => {
    const path = makeFile(iconv.encode(text, encoding));
    if (isTold) assert.equal(await guessEncoding(path), encoding);
    const rows = await readAll(path, isTold ? undefined : encoding);
    assert.deepEqual(
      rows.map((row) => row.cells),
      text
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(/[,;]/)),
    );
    assert.ok(rows.every((row) => !row.problems));
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
