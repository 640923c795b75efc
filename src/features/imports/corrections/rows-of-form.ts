import { Failure } from '#platform/failure.ts';
import type { RowToCorrect } from './list-rows-to-correct.ts';
import type { CorrectedRow } from './update-import-rows.ts';

/** What the grid sends: the numbers of its rows, and their cells row by row, of the columns that it shows. */
export interface SentRows {
  row_number: readonly string[];
  cell: readonly string[];
}

/** The rows that differ from what was shown, each with all its cells: those that the grid does not show stay as they are. */
export function rowsOfForm(
  { row_number: numbers, cell: sent }: SentRows,
  shown: readonly RowToCorrect[],
  positions: readonly number[],
): CorrectedRow[] {
  if (sent.length !== numbers.length * positions.length) throw new Failure('invalid', 'imports.grid_incomplete');
  const byNumber = new Map(shown.map((row) => [row.row_number, row]));
  return numbers.flatMap((number, at) => {
    const row = byNumber.get(Number(number));
    if (!row) throw new Failure('conflict', 'imports.row_not_refused');
    const cells = [...row.cells];
    for (const [column, position] of positions.entries()) cells[position] = sent[at * positions.length + column]!;
    return cells.every((cell, position) => cell === row.cells[position]) ? [] : [{ row_number: row.row_number, cells }];
  });
}
