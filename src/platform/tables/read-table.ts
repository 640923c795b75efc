import { Failure } from '#platform/failure.ts';
import { readCsv } from './read-csv.ts';
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
  if (format.kind === 'xlsx') throw new Failure('invalid', 'tables.unreadable');
  return readCsv(path, format, limits, options.signal);
}
