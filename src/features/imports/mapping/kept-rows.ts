import type { TableRow } from '#platform/tables/table.ts';

/** Rows that the preview shows, the length of a cell and of all of them together, in characters. */
const rowsCount = 5;
const longestCell = 1_000;
const longestRows = 60_000;

/** The first rows of a file as the preview of a mapping needs them. The first is always there, cut where it is too long. */
export function keptRows(rows: readonly TableRow[]): TableRow[] {
  const kept: TableRow[] = [];
  let length = 0;
  for (const row of rows.slice(0, rowsCount)) {
    const most = Math.min(longestCell, Math.floor(longestRows / Math.max(1, row.cells.length)));
    const cells = row.cells.map((cell) => (cell.length > most ? cell.slice(0, most).toWellFormed() : cell));
    length += cells.reduce((sum, cell) => sum + cell.length, 0);
    if (length > longestRows && kept.length > 0) break;
    kept.push({ ...row, cells });
  }
  return kept;
}
