import { markDamagedCells } from '#platform/tables/mark-damaged-cells.ts';
import type { TableStream } from '#platform/tables/table.ts';

/**
 * The rows of a file with the cells that somebody has put right in place of those of the file. What is still no text in
 * them refuses the row as before.
 */
export function correctRows(stream: TableStream, corrections: ReadonlyMap<number, readonly string[]>): TableStream {
  if (corrections.size === 0) return stream;
  return {
    get bytes_read() {
      return stream.bytes_read;
    },
    get bytes_total() {
      return stream.bytes_total;
    },
    async *[Symbol.asyncIterator]() {
      for await (const rows of stream) {
        yield rows.map(({ row_number, line_number, ...row }) => {
          const cells = corrections.get(row_number);
          if (!cells) return { row_number, line_number, ...row };
          const corrected = { row_number, line_number, cells: [...cells] };
          markDamagedCells([corrected]);
          return corrected;
        });
      }
    },
  };
}
