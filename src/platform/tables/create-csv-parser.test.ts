import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCsvParser } from './create-csv-parser.ts';

const options = { delimiter: ',', maxCharacters: 1000 } as const;
const parse = (text: string, more: { columnCount?: number; maxCharacters?: number } = {}) =>
  createCsvParser({ ...options, ...more })(text, true);
const cellsOf = (text: string) => parse(text).map((row) => row.cells);
/** Line of each row and the sentence of its first problem. */
const outline = (text: string, more = {}) =>
  parse(text, more).map((row) => `${row.line_number}${row.problems ? ` ${row.problems[0]!.code}` : ''}`);

test('G03 quoted cells may hold delimiters, doubled quotes and line breaks', () => {
  assert.deepEqual(cellsOf('a,"b,""c""\r\nd",e\n"","""",x\n'), [
    ['a', 'b,"c"\r\nd', 'e'],
    ['', '"', 'x'],
  ]);
});

test('G03 CRLF, CR and LF may be mixed, and line numbers count what an editor shows', () => {
  const rows = parse('a,b\r\n"c\rd\ne",f\rg,h\n\n\r\ni,j');
  assert.deepEqual(
    rows.map((row) => [row.line_number, row.cells[0]]),
    [
      [1, 'a'],
      [2, 'c\rd\ne'],
      [5, 'g'],
      [8, 'i'],
    ],
  );
});

test('G03 blank rows are left out but counted as lines', () => {
  assert.deepEqual(outline('a,b\n,\n  , \n\nc,d'), ['1', '5']);
});

test('G03 lines of nothing, and the SUB with which old programs end a file, are no rows', () => {
  assert.deepEqual(outline('\n\r\n\ra,b\n\n\r\r\nc,d\n\x1a'), ['4', '8']);
  assert.deepEqual(outline('a,b\n"c\n\n\nd",e\n\n\nf,g'), ['1', '2', '8']);
});

test('a quote inside an unquoted cell and spaces around a quoted one do no harm', () => {
  assert.deepEqual(cellsOf('5" screen,"x" ,O\'Brien "Bob"\n'), [['5" screen', 'x', 'O\'Brien "Bob"']]);
});

test('G03 text after a closing quote costs that row and names the column', () => {
  const rows = parse('a,b\nx,"5" screen"\nc,d\n');
  assert.deepEqual(rows[1]!.problems, [{ code: 'stray_quote', values: { column: 'B' } }]);
  assert.deepEqual(rows[2], { line_number: 3, cells: ['c', 'd'] });
});

test('G03 an unterminated quote in row 2 of 100,000 costs one row', () => {
  const lines = Array.from({ length: 100_000 }, (_, row) => `name ${row},mail${row}@example.com,note`);
  lines[1] = '"name 1,mail1@example.com,note';
  const parser = createCsvParser({ delimiter: ',', columnCount: 3, maxCharacters: 1024 ** 2 });
  const text = lines.join('\n');
  const rows = [];
  for (let at = 0; at < text.length; at += 65_536) {
    rows.push(...parser(text.slice(at, at + 65_536), at + 65_536 >= text.length));
  }
  assert.equal(rows.length, 100_000);
  const broken = rows.filter((row) => row.problems);
  assert.deepEqual(broken, [
    {
      line_number: 2,
      cells: ['"name 1', 'mail1@example.com', 'note'],
      problems: [{ code: 'unclosed_quote', values: { line: 2, last_line: 2 } }],
    },
  ]);
});

test('G03 a quote that is closed by the next quoted cell far below costs one row, not those between', () => {
  const text = 'name,company\nA,"Acme\nB,Beta\nC,Ceta\nD,"Delta, Inc"\nE,Eta\n';
  assert.deepEqual(outline(text, { columnCount: 2 }), ['1', '2 unclosed_quote', '3', '4', '5', '6']);
});

test('the rest of a broken note is not taken for rows', () => {
  const text = 'name,note\nA,"first\nsaid "hi" to all\nbye"\nB,ok\n';
  assert.deepEqual(outline(text, { columnCount: 2 }), ['1', '2 unclosed_quote', '5']);
  assert.deepEqual(parse(text, { columnCount: 2 })[1]!.problems![0]!.values, { line: 2, last_line: 4 });
});

test('G03 a row of more cells than any spreadsheet has is cut, plain or quoted', () => {
  for (const cell of ['', '"x"']) {
    const rows = createCsvParser({ delimiter: ',', maxCharacters: 1024 ** 2 })(
      `a,b\n${`${cell},`.repeat(30_000)}\nc,d\n`,
      true,
    );
    const lengths = rows.map((row) => row.cells.length);
    assert.deepEqual(lengths, [2, 16_385, 2]);
  }
  const [, row] = createCsvParser({ delimiter: ',', maxCharacters: 1024 ** 2 })(`a,b\nx${','.repeat(30_000)}y\n`, true);
  assert.equal(row!.cells.length, 16_385);
});

test('G03 a row that is longer than a row may be costs that row and little memory', () => {
  const text = `a,b\n${'x'.repeat(5000)},y\nc,d\n`;
  const rows = parse(text);
  assert.deepEqual(
    rows.map((row) => row.problems?.[0]?.code),
    [undefined, 'row_too_long', undefined],
  );
  assert.ok(rows[1]!.cells.join().length <= 200);
});

test('a text gives the same rows whatever pieces it comes in, however broken it is', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'b'), maxLength: 60 });
  const cuts = fc.array(fc.nat(60), { maxLength: 6 });
  const sizes = fc.constantFrom(5, 12, 1000);
  fc.assert(
    fc.property(
      letters,
      cuts,
      sizes,
      fc.constantFrom(undefined, 1, 2, 3),
      (text, places, maxCharacters, columnCount) => {
        const more = { ...options, maxCharacters, ...(columnCount ? { columnCount } : {}) };
        const parser = createCsvParser(more);
        const borders = [0, ...places.filter((place) => place < text.length).sort((a, b) => a - b), text.length];
        const rows = borders
          .slice(1)
          .flatMap((end, index) => parser(text.slice(borders[index], end), index + 2 === borders.length));
        assert.deepEqual(rows, createCsvParser(more)(text, true));
      },
    ),
    { numRuns: 20_000 },
  );
});

test('well-formed text of any cells is read as it was written', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '가'), maxLength: 8 });
  const table = fc.array(fc.tuple(fc.constant('id'), cell, cell), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (rows, lineBreak) => {
      const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join(lineBreak);
      assert.deepEqual(cellsOf(text), rows);
    }),
    { numRuns: 5000 },
  );
});
