import { Failure } from '#platform/failure.ts';
import type { RawRow } from './create-csv-parser.ts';
import { createRowShaper } from './create-row-shaper.ts';
import { inspectHeaders } from './inspect-headers.ts';
import type { TableInspection } from './table.ts';
import type { TableLimits } from './table-limits.ts';

/** The header is among the first 20 rows, 50 rows are shown. */
export const INSPECTED_ROWS = 70;
const SHOWN_ROWS = 50;

/** What `inspectRows` finds: all of an inspection but how the file is to be opened. */
export interface RowsInspection extends Omit<TableInspection, 'format' | 'sheets'> {
  place: { header_row: number; column_count: number };
}

/** Columns, header and sample of a file whose first rows have been read, at least one. Refuses too many columns. */
export function inspectRows(rows: RawRow[], headerRow: number | undefined, limits: TableLimits): RowsInspection {
  const { headers, blank_columns, problems, ...place } = inspectHeaders(rows, headerRow);
  const { column_count: columns } = place;
  if (columns > limits.columns) {
    throw new Failure('invalid', 'tables.too_many_columns', { values: { columns, max: limits.columns } });
  }
  const sample_rows = createRowShaper(place, limits.rows)(rows).slice(0, SHOWN_ROWS);
  return { place, headers, blank_columns, sample_rows, problems };
}
