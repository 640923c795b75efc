import { Failure } from '#platform/failure.ts';
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

/** Where a row may go on behind the header: in the cells of a workbook, never in a text, where a quotation mark is missing. */
export type TableShape = 'text' | 'grid';

/**
 * What the first rows of a file say about its columns.
 *
 * @param rows as they stand in the file, at least one
 * @param headerRow the line of the header when somebody has said it, 0 for none; otherwise it is looked for
 */
export function inspectHeaders(rows: RawRow[], shape: TableShape, headerRow?: number): HeaderInspection {
  if (headerRow === 0) return withoutHeader(rows);
  const guess = headerRow === undefined ? guessHeaderRow(rows.map((row) => row.cells)) : toldRow(rows, headerRow);
  const header = rows[guess.index]!;
  const under = rows.slice(guess.index + 1);
  const columnCount = Math.max(
    lastFilledColumn([header, ...under.filter((row) => row.cells.length <= header.cells.length)]),
    shape === 'grid' ? widthBehind(header, under) : 0,
  );
  const headers = Array.from({ length: columnCount }, (_, column) => tidy(header.cells[column] ?? ''));
  const problems = equalHeaders(headers);
  const line = header.line_number;
  if (header.problems) problems.unshift({ code: 'tables.broken_header', values: { line } });
  else if (!guess.is_certain) problems.unshift({ code: 'tables.no_header', values: { line } });
  if (under.length === 0) problems.push({ code: 'tables.no_rows', values: { line } });
  return {
    header_row: line,
    column_count: columnCount,
    headers,
    blank_columns: headers.flatMap((name, column) => (name === '' ? [column] : [])),
    problems,
  };
}

/** Columns are called by their letters, as a spreadsheet shows them. */
function withoutHeader(rows: RawRow[]): HeaderInspection {
  const column_count = lastFilledColumn(rows.filter((row) => !row.problems));
  const headers = Array.from({ length: column_count }, (_, column) => columnLetter(column));
  return { header_row: 0, column_count, headers, blank_columns: [], problems: [] };
}

function toldRow(rows: RawRow[], headerRow: number): { index: number; is_certain: boolean } {
  const index = rows.findIndex((row) => row.line_number >= headerRow);
  if (index === -1) throw new Failure('invalid', 'tables.no_such_line', { values: { line: headerRow } });
  return { index, is_certain: true };
}

/** Blank columns at the right edge are no columns: spreadsheets leave them behind. */
function lastFilledColumn(rows: RawRow[]): number {
  return Math.max(1, ...rows.map((row) => row.cells.findLastIndex((cell) => cell.trim() !== '') + 1));
}

/** A name that is merged over several columns stands in the first: half of the rows have more, though not much more. */
const MOST_COLUMNS_BEHIND = 20;

function widthBehind(header: RawRow, under: RawRow[]): number {
  const widths = under.map((row) => lastFilledColumn([row])).sort((one, other) => other - one);
  const usual = widths[Math.floor((widths.length - 1) / 2)] ?? 0;
  return usual <= lastFilledColumn([header]) + MOST_COLUMNS_BEHIND ? usual : 0;
}

/** Characters that nobody sees: blanks of no width, marks of direction, soft hyphens. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

function tidy(name: string): string {
  return name.normalize('NFC').replace(unseen, '').replace(/\s+/g, ' ').trim();
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
