import { createRowShaper } from './create-row-shaper.ts';
import { markDamagedCells } from './mark-damaged-cells.ts';
import type { TableStream, XlsxFormat } from './table.ts';
import type { TableLimits } from './table-limits.ts';
import { readWorkbook } from './xlsx/read-workbook.ts';

/** Rows of one sheet, read by a child process. The bytes counted are the unpacked ones of that sheet. */
export function readXlsx(path: string, format: XlsxFormat, limits: TableLimits, signal?: AbortSignal): TableStream {
  const stream = {
    bytes_read: 0,
    bytes_total: 0,
    async *[Symbol.asyncIterator]() {
      const shape = createRowShaper(format, limits.rows);
      for await (const message of readWorkbook({ path, sheet: format.sheet, limits }, signal)) {
        if (message.kind === 'sheets') stream.bytes_total = message.bytes_total;
        if (message.kind !== 'rows') continue;
        stream.bytes_read = message.bytes_read;
        markDamagedCells(message.rows);
        const rows = shape(message.rows);
        if (rows.length > 0) yield rows;
      }
    },
  };
  return stream;
}
