import { columnLetter } from './column-letter.ts';
import type { RawRow } from './create-csv-parser.ts';
import { guessHeaderRow } from './guess-header-row.ts';
import type { TableProblem } from './table.ts';

export interface HeaderInspection {
  header_row: number;
  column_count: number;
  headers: string[];
  blank_columns: number[];
  problems: TableProblem[];
}

/**
 * What the first rows of a file say about its columns.
 *
 * @param rows as they stand in the file, at least one
 * @param headerRow the line of the header when somebody has said it; otherwise it is looked for
 */
export function inspectHeaders(rows: RawRow[], headerRow?: number): HeaderInspection {
  const told = headerRow === undefined ? -1 : rows.findIndex((row) => row.line_number >= headerRow);
  const guess =
    told === -1
      ? guessHeaderRow(rows.map((row) => (row.problems ? [] : row.cells)))
      : { index: told, is_certain: true };
  const header = rows[guess.index]!;
  const under = rows.slice(guess.index + 1);
  const columnCount = lastFilledColumn([header, ...under.filter((row) => row.cells.length <= header.cells.length)]);
  const headers = header.cells.slice(0, columnCount).map(tidy);
  const problems = equalHeaders(headers);
  const line = header.line_number;
  if (header.problems) problems.unshift({ code: 'tables.broken_header', values: { line } });
  if (!guess.is_certain) problems.unshift({ code: 'tables.no_header', values: { line } });
  if (under.length === 0) problems.push({ code: 'tables.no_rows', values: { line } });
  return {
    header_row: line,
    column_count: columnCount,
    headers,
    blank_columns: headers.flatMap((name, column) => (name === '' ? [column] : [])),
    problems,
  };
}

/** Blank columns at the right edge are no columns: spreadsheets leave them behind. */
function lastFilledColumn(rows: RawRow[]): number {
  return Math.max(1, ...rows.map((row) => row.cells.findLastIndex((cell) => cell.trim() !== '') + 1));
}

function tidy(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function equalHeaders(headers: string[]): TableProblem[] {
  const first = new Map<string, number>();
  const problems: TableProblem[] = [];
  for (const [column, name] of headers.entries()) {
    const key = name.toLowerCase();
    const earlier = first.get(key);
    if (name === '') continue;
    if (earlier === undefined) {
      first.set(key, column);
      continue;
    }
    const values = { first_name: headers[earlier]!, first: columnLetter(earlier), name, column: columnLetter(column) };
    problems.push({ code: 'tables.equal_headers', values });
  }
  return problems;
}
