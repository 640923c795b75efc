import { createCsvParser } from './create-csv-parser.ts';
import { type Delimiter, delimiters } from './table.ts';
import { tableLimits } from './table-limits.ts';

/** The line with which Excel is told how a text is cut into cells. It is no row. */
export const excelLine = /^"?sep=(.)"?(?:\r|\n|$)/i;

/**
 * The delimiter by which the first lines of a text fall into rows of the same width; the wider wins between equals, a
 * comma where none does. Excel's first line `sep=;` settles it.
 */
export function guessDelimiter(text: string): Delimiter {
  const told = delimiters.find((delimiter) => delimiter === excelLine.exec(text)?.[1]);
  if (told) return told;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const score = evenness(text, delimiter);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** Share of rows that have the commonest width, weighed by that width; 0 for one column. */
function evenness(text: string, delimiter: Delimiter): number {
  const rows = createCsvParser({ delimiter, maxCharacters: tableLimits.row_characters })(text, true);
  const widths = new Map<number, number>();
  for (const row of rows) {
    if (!row.problems) widths.set(row.cells.length, (widths.get(row.cells.length) ?? 0) + 1);
  }
  let best = 0;
  for (const [width, count] of widths) {
    if (width > 1) best = Math.max(best, (count / rows.length) * Math.sqrt(width - 1));
  }
  return best;
}
