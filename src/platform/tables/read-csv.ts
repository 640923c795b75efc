import { stat } from 'node:fs/promises';
import { createCsvParser, type RawRow } from './create-csv-parser.ts';
import { createDecoder } from './create-decoder.ts';
import { createRowShaper } from './create-row-shaper.ts';
import { stripFormulaGuard } from './formula-guard.ts';
import { markDamagedCells } from './mark-damaged-cells.ts';
import { readChunks } from './read-chunks.ts';
import type { CsvFormat, Delimiter, Encoding, TableRow, TableStream } from './table.ts';
import type { TableLimits } from './table-limits.ts';

const BATCH_ROWS = 2_000;
const MAX_BATCH_ROWS = 4_000;
const BATCH_BYTES = 2 * 1024 ** 2;

/** Rows of a text table. A batch has 2,000 to 4,000 rows, or fewer where they take 2 MB. */
export function readCsv(path: string, format: CsvFormat, limits: TableLimits, signal?: AbortSignal): TableStream {
  const stream = {
    bytes_read: 0,
    bytes_total: 0,
    async *[Symbol.asyncIterator]() {
      stream.bytes_total = (await stat(path)).size;
      const shape = createRowShaper(format, limits.rows);
      let batch: TableRow[] = [];
      let batchStart = 0;
      for await (const { rows, bytes_read } of readRawRows(path, { ...format, limits, signal })) {
        stream.bytes_read = bytes_read;
        batch = batch.length === 0 ? shape(rows) : batch.concat(shape(rows));
        if (batch.length < BATCH_ROWS && bytes_read - batchStart < BATCH_BYTES) continue;
        for (let at = 0; at < batch.length; at += MAX_BATCH_ROWS) yield batch.slice(at, at + MAX_BATCH_ROWS);
        batch = [];
        batchStart = bytes_read;
      }
      if (batch.length > 0) yield batch;
    },
  };
  return stream;
}

export interface RawReading {
  encoding: Encoding;
  delimiter: Delimiter;
  column_count?: number;
  limits: TableLimits;
  signal?: AbortSignal | undefined;
}

/** Every row of the file, header and lines above it included, chunk by chunk. */
export async function* readRawRows(
  path: string,
  reading: RawReading,
): AsyncGenerator<{ rows: RawRow[]; bytes_read: number }> {
  const decode = createDecoder(reading.encoding);
  const parse = createCsvParser({
    delimiter: reading.delimiter,
    ...(reading.column_count === undefined ? {} : { columnCount: reading.column_count }),
    maxCharacters: reading.limits.row_characters,
  });
  let bytesRead = 0;
  let wasDamaged = false;
  function* take(text: string, isLast: boolean) {
    const rows = parse(text, isLast);
    for (const row of rows) stripGuards(row.cells);
    const isDamaged = text.includes('\ufffd') || text.includes('\0');
    if (isDamaged || wasDamaged) markDamagedCells(rows);
    // A row may have begun in an earlier piece: once damaged, keep looking.
    wasDamaged ||= isDamaged;
    yield { rows, bytes_read: bytesRead };
  }
  for await (const chunk of readChunks(path, reading.signal)) {
    bytesRead += chunk.length;
    yield* take(decode(chunk, false), false);
  }
  yield* take(decode(Buffer.alloc(0), true), true);
}

/** Our own exports put an apostrophe before what looks like a formula, and so do others. */
function stripGuards(cells: string[]): void {
  for (let column = 0; column < cells.length; column++) {
    if (cells[column]!.startsWith("'")) cells[column] = stripFormulaGuard(cells[column]!);
  }
}
