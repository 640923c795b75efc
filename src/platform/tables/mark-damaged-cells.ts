import { columnLetter } from './column-letter.ts';
import type { RawRow } from './create-csv-parser.ts';

/**
 * Gives a problem to every cell with U+FFFD (bytes that are no text in the encoding, or text that was lost before) or
 * NUL (which no database column takes), so that neither is ever stored unnoticed. NUL is shown as U+2400.
 */
export function markDamagedCells(rows: RawRow[]): void {
  for (const row of rows) {
    for (const [column, cell] of row.cells.entries()) {
      const hasNul = cell.includes('\0');
      if (!hasNul && !cell.includes('\ufffd')) continue;
      row.cells[column] = cell.replaceAll('\0', '\u2400');
      const values = { column: columnLetter(column), value: row.cells[column]!.slice(0, 80) };
      row.problems ??= [];
      row.problems.push({ code: hasNul ? 'nul' : 'undecodable', values, column });
    }
  }
}
