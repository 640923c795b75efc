import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeFile } from '../../../test/make-file.ts';
import { guardFormula, stripFormulaGuard } from './formula-guard.ts';
import { inspectTable } from './inspect-table.ts';
import { readTable } from './read-table.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

/** Any text that a database takes: no NUL, no half of a surrogate pair, and not the mark of text that was lost. */
const spice = fc.constantFrom(
  "'",
  '"',
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  ' ',
  '＝',
  ',',
  ';',
  '_x000D_',
  '+82 10-1234',
);
const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.array(spice, { maxLength: 6 }).map((parts) => parts.join('')),
  )
  .filter((value) => !/[\0\ufffd]/.test(value));
const table = fc.array(fc.tuple(fc.constant('id'), text, text), { minLength: 1, maxLength: 20 });
const header = ['id', 'name', 'note'];

async function readBack(path: string): Promise<string[][]> {
  const { format } = await inspectTable(path);
  const rows = [];
  for await (const batch of readTable(path, format)) rows.push(...batch);
  assert.ok(rows.every((row) => !row.problems));
  return rows.map((row) => row.cells);
}

test('H01 cells that a spreadsheet would take for formulas get an apostrophe, numbers do not', async () => {
  const cells = ['=cmd|x', '+82 10', '-1', '@x', '\tx', '\rx', '＝x', '＋x', '－x', '＠x', ' =x', '"=x', "'=x"];
  for (const cell of cells) assert.equal(guardFormula(cell), `'${cell}`);
  for (const cell of ['Ruth', '010-1234', "O'Brien", "'quoted'", '', ' ', 'a=b'])
    assert.equal(guardFormula(cell), cell);
  const pieces = await buffer(
    writeCsv(
      [
        [
          ['a', 'b'],
          [-5, '-5'],
        ],
      ],
      { hasByteOrderMark: false },
    ),
  );
  assert.equal(pieces.toString(), "a,b\r\n-5,'-5\r\n");
});

test('H01 the apostrophe comes off every text as it was put on', () => {
  fc.assert(
    fc.property(text, (value) => assert.equal(stripFormulaGuard(guardFormula(value)), value)),
    { numRuns: 50_000 },
  );
});

test('G07 H01 H02 any texts written as CSV are read back as they were', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.boolean(),
      async (rows, delimiter, hasByteOrderMark) => {
        const pieces = await buffer(writeCsv([[header], rows], { delimiter, hasByteOrderMark }));
        assert.deepEqual(await readBack(makeFile(pieces)), rows);
      },
    ),
    { numRuns: 300 },
  );
});

test('G07 H01 any texts written as a workbook are read back as they were, typed as texts', async () => {
  const rows = fc.sample(fc.tuple(fc.constant('id'), text, text), 2000);
  const bytes = await buffer(writeXlsx([[header], rows], '고객'));
  assert.deepEqual(await readBack(makeFile(bytes)), rows);
});

test('H02 lines end in CRLF, only what needs quotes has them, and Excel is told that it is UTF-8', async () => {
  const bytes = await buffer(writeCsv([[['김하늘', 'a,b', '"x"', 'two\nlines', ' blank ']]]));
  assert.equal(bytes.toString(), '\ufeff김하늘,"a,b","""x""","two\nlines", blank \r\n');
});
