import type { FailureCode } from '#platform/failure.ts';
import type { RawRow } from '#platform/tables/create-csv-parser.ts';
import type { SheetName } from '#platform/tables/table.ts';
import type { TableLimits } from '#platform/tables/table-limits.ts';

/** What the child process is asked for: its only argument, as JSON. */
export interface WorkbookRequest {
  path: string;
  /** Without it the fullest visible sheet is read. */
  sheet?: string;
  limits: TableLimits;
}

/** What the child process writes to its standard output, one JSON object per line. Without `end` it did not finish. */
export type WorkbookMessage =
  | { kind: 'sheets'; sheets: SheetName[]; sheet: string; bytes_total: number }
  | { kind: 'rows'; rows: RawRow[]; bytes_read: number }
  | { kind: 'failure'; code: FailureCode; values: Record<string, string | number> }
  | { kind: 'end' };
