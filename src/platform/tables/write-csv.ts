import { guardFormula } from './formula-guard.ts';
import type { Delimiter } from './table.ts';

/** A number is written as it is; a text that looks like a formula gets an apostrophe, which `readTable` takes off. */
export type WrittenCell = string | number;

export interface CsvWriting {
  delimiter?: Delimiter;
  /** Begin with a byte-order mark, by which Excel knows UTF-8. Default true. */
  hasByteOrderMark?: boolean;
}

/**
 * CSV after RFC 4180 (CRLF, quotes only where needed) in UTF-8, one piece of bytes per batch. What it writes, `readTable`
 * reads back unchanged, but for rows without anything in them, which are no rows to it.
 *
 * @param batches rows in the order of the columns, the header as the first of them
 */
export async function* writeCsv(
  batches: AsyncIterable<WrittenCell[][]> | Iterable<WrittenCell[][]>,
  { delimiter = ',', hasByteOrderMark = true }: CsvWriting = {},
): AsyncGenerator<Buffer> {
  const needsQuotes = new RegExp(`["\r\n${delimiter === '|' ? '\\|' : delimiter}]`);
  if (hasByteOrderMark) yield Buffer.from('\ufeff');
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) text += `${row.map((cell) => writeCell(cell, needsQuotes)).join(delimiter)}\r\n`;
    yield Buffer.from(text);
  }
}

function writeCell(cell: WrittenCell, needsQuotes: RegExp): string {
  if (typeof cell === 'number') return String(cell);
  const text = guardFormula(cell);
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
