import { Failure } from '#platform/failure.ts';
import type { RawRow } from './create-csv-parser.ts';
import { createDecoder } from './create-decoder.ts';
import { excelLine, guessDelimiter } from './guess-delimiter.ts';
import { guessEncoding } from './guess-encoding.ts';
import { INSPECTED_ROWS, inspectRows } from './inspect-rows.ts';
import type { InspectOptions } from './inspect-table.ts';
import { readChunks } from './read-chunks.ts';
import { readRawRows } from './read-csv.ts';
import { delimiters, type TableInspection } from './table.ts';
import type { TableLimits } from './table-limits.ts';

/** Where rows are few and long, or blank, so much of the file has to be enough. */
const INSPECTED_BYTES = 64 * 1024 ** 2;

/** What a text file holds as a table. Refuses what is no text. */
export async function inspectCsv(path: string, options: InspectOptions, limits: TableLimits): Promise<TableInspection> {
  const { signal } = options;
  const encoding = options.encoding ?? (await guessEncoding(path, signal));
  const beginning = await firstText(path, createDecoder(encoding));
  if (beginning.trim() === '') throw new Failure('invalid', 'tables.empty');
  if (isBinary(beginning)) throw new Failure('invalid', 'tables.not_a_table');
  const delimiter = options.delimiter ?? guessDelimiter(beginning);
  const rows = await firstRows(path, { encoding, delimiter, limits, signal });
  if (excelLine.test(beginning)) rows.shift();
  if (rows.length === 0) throw new Failure('invalid', 'tables.empty');
  const { place, ...inspection } = inspectRows(rows, 'text', options.header_row, limits);
  if (place.column_count === 1 && beginning.trimStart().startsWith('"') && hasDelimiters(rows)) {
    inspection.problems.unshift({ code: 'tables.lines_in_quotes', values: { line: place.header_row } });
  }
  return { ...inspection, format: { kind: 'csv', encoding, delimiter, ...place } };
}

/** Some programs put each line into quotation marks as a whole: every cell of the one column has as many delimiters in it. */
function hasDelimiters(rows: RawRow[]): boolean {
  return delimiters.some((delimiter) => {
    const counts = rows.map(({ cells }) => cells.join().split(delimiter).length);
    return counts.length > 1 && counts[0]! > 1 && counts.every((count) => count === counts[0]);
  });
}

/** Whole lines from the beginning, 64,000 characters at most unless the first line is longer. */
async function firstText(path: string, decode: ReturnType<typeof createDecoder>): Promise<string> {
  for await (const chunk of readChunks(path)) {
    const text = decode(chunk, false).slice(0, 64_000);
    return text.slice(0, text.lastIndexOf('\n') + 1) || text;
  }
  return '';
}

/** A few control characters are somebody's slip; many are a picture, a program or an archive. */
function isBinary(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is counted
  const controls = text.match(/[\0-\x08\x0e-\x1f\x7f]/g)?.length ?? 0;
  return controls >= 16 && controls > text.length / 50;
}

async function firstRows(path: string, reading: Parameters<typeof readRawRows>[1]): Promise<RawRow[]> {
  const first: RawRow[] = [];
  for await (const { rows, bytes_read } of readRawRows(path, reading)) {
    first.push(...rows.slice(0, INSPECTED_ROWS));
    if (first.length >= INSPECTED_ROWS || bytes_read >= INSPECTED_BYTES) break;
  }
  return first.slice(0, INSPECTED_ROWS);
}
