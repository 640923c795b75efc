import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import type { TableFormat, TableStream } from './table.ts';
import { type TableLimits, tableLimits } from './table-limits.ts';

export interface ReadOptions {
  signal?: AbortSignal;
  limits?: Partial<TableLimits>;
}

/**
 * Reads the rows of a file in the format that `inspectTable` found (and somebody may have corrected).
 *
 *     const stream = readTable(path, format, { signal });
 *     for await (const rows of stream) {
 *       …
 *       report(stream.bytes_read / stream.bytes_total);
 *     }
 *
 * Cells may share memory with the text they were read from: keep copies or hashes, not the cells of a whole file.
 *
 * @throws Failure with a sentence of `tables` when the file as a whole can't be read any further
 */
export function readTable(path: string, format: TableFormat, options: ReadOptions = {}): TableStream {
  const limits = { ...tableLimits, ...options.limits };
  return format.kind === 'xlsx'
    ? readXlsx(path, format, limits, options.signal)
    : readCsv(path, format, limits, options.signal);
}
