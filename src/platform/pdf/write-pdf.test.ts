import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { keepWords } from './keep-words.ts';
import type { PdfDocument } from './pdf-document.ts';
import { writePdf } from './write-pdf.ts';

const document: PdfDocument = {
  title: '영구 삭제 증명서',
  subtitle: '한빛 고객센터 漢字',
  language: 'ko',
  footer: 'E-2026-1',
  created_at: new Date('2026-11-26T08:00:00Z'),
  blocks: [
    { kind: 'heading', text: '번호' },
    {
      kind: 'facts',
      rows: [
        ['번호', 'E-2026-1'],
        ['사유', ''],
      ],
    },
    { kind: 'text', text: '힣'.repeat(100) },
    {
      kind: 'table',
      columns: [
        { header: '위치', width: 3 },
        { header: '건수', width: 1, isNumeric: true },
      ],
      rows: Array.from({ length: 60 }, (_, row) => [`줄 ${row}\n둘째 줄`, String(row)]),
    },
  ],
};

/** The parts of a file as text, those that are packed unpacked. */
function textOf(bytes: Uint8Array): string {
  const file = Buffer.from(bytes);
  let text = file.toString('latin1');
  for (let from = 0; ; ) {
    const start = file.indexOf('stream\n', from);
    if (start === -1) return text;
    const end = file.indexOf('endstream', start);
    from = end + 9;
    try {
      text += inflateSync(file.subarray(start + 7, end)).toString('latin1');
    } catch {
      text += '';
    }
  }
}

test('a document is tagged, knows its language, has the Korean letters it was given, and others are served meanwhile', async () => {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const text = textOf(await writePdf(document));
  delay.disable();
  assert.match(text, /^%PDF-1\.7/);
  assert.match(text, /\/Lang \(ko\)/);
  assert.match(text, /\/DisplayDocTitle true/);
  assert.match(text, /\/Marked true/);
  assert.match(text, /<pdfuaid:part>1</);
  for (const type of ['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD'])
    assert.match(text, new RegExp(`/S /${type}\\b`));
  for (const letter of '영힣漢') assert.ok(text.includes(letter.charCodeAt(0).toString(16)), letter);
  const pages = Number(/\/Type \/Pages\n\/Count (\d+)/.exec(text)![1]);
  assert.ok(pages >= 3 && pages <= 5, `nothing spills onto a page of its own: ${pages}`);
  assert.ok(delay.max / 1e6 < 1000, `${delay.max / 1e6} ms`);
});

test('lines break between words; a word that is too wide stays whole for the library', () => {
  const measure = { widthOfString: (text: string) => text.length };
  assert.equal(keepWords(measure, 'one two three\nfour', 9), 'one two\nthree\nfour');
  assert.equal(keepWords(measure, 'a toolongforaline b', 10), 'a\ntoolongforaline\nb');
  assert.equal(keepWords(measure, '', 8), '');
});
