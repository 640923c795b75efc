import { Failure } from '#platform/failure.ts';
import { columnLetter } from './column-letter.ts';
import { MOST_CELLS, type RawRow } from './create-csv-parser.ts';
import type { TableRow } from './table.ts';

/** Where in the file the table lies: part of every format. */
export interface TablePlace {
  header_row: number;
  column_count: number;
}

/**
 * Turns rows as they stand in a file into rows of a table: what stands above the header and the header itself is left
 * out, short rows are filled with empty cells, a longer one is a problem unless its surplus is blank. Call it with the
 * batches in order; it counts.
 */
export function createRowShaper(place: TablePlace, maxRows: number): (rows: RawRow[]) => TableRow[] {
  const { header_row, column_count } = place;
  let rowNumber = 0;
  return (rows) => {
    const shaped: TableRow[] = [];
    for (const { line_number, cells, problems } of rows) {
      if (line_number <= header_row) continue;
      if (++rowNumber > maxRows) throw new Failure('invalid', 'tables.too_many_rows', { values: { max: maxRows } });
      const row: TableRow = { row_number: rowNumber, line_number, cells };
      if (problems) row.problems = problems;
      if (cells.length !== column_count) fit(row, column_count);
      shaped.push(row);
    }
    return shaped;
  };
}

function fit(row: TableRow, columnCount: number): void {
  const isCut = row.cells.length === MOST_CELLS;
  const surplus = row.cells.splice(columnCount);
  while (row.cells.length < columnCount) row.cells.push('');
  // What was cut off may not have been blank.
  const filled = isCut ? surplus.length - 1 : surplus.findIndex((cell) => cell.trim() !== '');
  if (filled === -1 || row.problems) return;
  const values = { last: columnLetter(columnCount - 1), column: columnLetter(columnCount + filled) };
  row.problems = [{ code: 'too_many_cells', values: { ...values, value: surplus[filled]!.slice(0, 80) } }];
}
