import { Failure } from '#platform/failure.ts';
import type { RawRow } from './create-csv-parser.ts';
import { createRowShaper } from './create-row-shaper.ts';
import { inspectHeaders, type TableShape } from './inspect-headers.ts';
import type { TableInspection } from './table.ts';
import type { TableLimits } from './table-limits.ts';

/** The header is among the first 20 rows, 50 rows are shown. */
export const INSPECTED_ROWS = 70;
const SHOWN_ROWS = 50;
const FIRST_LINES = 20;

/** What `inspectRows` finds: all of an inspection but how the file is to be opened. */
export interface RowsInspection extends Omit<TableInspection, 'format' | 'sheets'> {
  place: { header_row: number; column_count: number };
}

/** Columns, header and sample of a file whose first rows have been read, at least one. Refuses too many columns. */
export function inspectRows(
  rows: RawRow[],
  shape: TableShape,
  headerRow: number | undefined,
  limits: TableLimits,
): RowsInspection {
  const first_lines = rows.slice(0, FIRST_LINES).map(({ line_number, cells }) => ({ line_number, cells: [...cells] }));
  const { headers, blank_columns, problems, ...place } = inspectHeaders(rows, shape, headerRow);
  const { column_count: columns } = place;
  if (columns > limits.columns) {
    throw new Failure('invalid', 'tables.too_many_columns', { values: { columns, max: limits.columns } });
  }
  const sample_rows = createRowShaper(place, limits.rows)(rows).slice(0, SHOWN_ROWS);
  return { place, headers, blank_columns, first_lines, sample_rows, problems };
}
