import { stat } from 'node:fs/promises';
import { Failure } from '#platform/failure.ts';
import { guessFileKind } from './guess-file-kind.ts';
import { inspectCsv } from './inspect-csv.ts';
import { inspectXlsx } from './inspect-xlsx.ts';
import type { Delimiter, Encoding, TableInspection } from './table.ts';
import { type TableLimits, tableLimits } from './table-limits.ts';

/** What somebody has said about the file, where the guess was wrong. */
export interface InspectOptions {
  encoding?: Encoding;
  delimiter?: Delimiter;
  sheet?: string;
  /** Line (of a text) or row (of a sheet) on which the header starts, 1-based; 0 where there is none. */
  header_row?: number;
  limits?: Partial<TableLimits>;
  signal?: AbortSignal;
}

/**
 * What an uploaded file is, told by its content: how to read it, the names of its columns and its first 50 rows. The
 * name it came with does not matter.
 *
 * @param path an uploaded file on this machine's disk
 * @throws Failure with a sentence of `tables` for whatever can't be read as a table
 */
export async function inspectTable(path: string, options: InspectOptions = {}): Promise<TableInspection> {
  const limits = { ...tableLimits, ...options.limits };
  const kind = await guessFileKind(path);
  if (kind !== 'text' && kind !== 'zip') throw new Failure('invalid', `tables.${kind}`);
  await refuseTooLarge(path, kind === 'zip' ? limits.xlsx_bytes : limits.csv_bytes);
  return kind === 'zip' ? inspectXlsx(path, options, limits) : inspectCsv(path, options, limits);
}

async function refuseTooLarge(path: string, max: number): Promise<void> {
  const { size } = await stat(path);
  if (size <= max) return;
  const megabytes = (bytes: number) => Math.ceil(bytes / 1024 ** 2);
  throw new Failure('invalid', 'tables.too_large', { values: { size: megabytes(size), max: megabytes(max) } });
}
