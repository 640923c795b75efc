import type { WrittenCell } from './write-csv.ts';

/**
 * A workbook with one sheet, written as it is read: memory does not grow with the rows. Texts are typed as texts, so a
 * spreadsheet program never takes one for a formula, a number or a date.
 *
 * @param batches rows in the order of the columns, the header as the first of them
 */
export async function* writeXlsx(
  batches: AsyncIterable<WrittenCell[][]> | Iterable<WrittenCell[][]>,
  sheet: string,
): AsyncGenerator<Uint8Array> {
  // Loaded with the first workbook: seventy modules that a start need not wait for.
  const { writeXlsxStream } = await import('hucre/xlsx');
  yield* writeXlsxStream(flatten(batches), { name: sheet });
}

async function* flatten(batches: Parameters<typeof writeXlsx>[0]): AsyncGenerator<WrittenCell[]> {
  for await (const rows of batches) yield* rows.map((row) => row.map(escapeCell));
}

/** What would be read as an escape (`_x000D_`) and two characters that XML lacks; the library escapes the others. */
function escapeCell(cell: WrittenCell): WrittenCell {
  if (typeof cell === 'number') return cell;
  return cell
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\ufffe\uffff]/g, (character) => (character === '\ufffe' ? '_xFFFE_' : '_xFFFF_'));
}
