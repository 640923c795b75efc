import { Failure } from '#platform/failure.ts';
import { inTurn } from '#platform/in-turn.ts';
import type { RawRow } from './create-csv-parser.ts';
import { INSPECTED_ROWS, inspectRows } from './inspect-rows.ts';
import type { InspectOptions } from './inspect-table.ts';
import { markDamagedCells } from './mark-damaged-cells.ts';
import type { TableInspection } from './table.ts';
import type { TableLimits } from './table-limits.ts';
import { readWorkbook } from './xlsx/read-workbook.ts';

/** Two children take both cores of a small machine and half a gigabyte; a third would be slower for all three. */
const turn = inTurn({ at_once: 2, waiting: 8 });

/**
 * What a workbook holds: its sheets, and the columns and first rows of the chosen one. Fails as unavailable
 * (`platform.busy`) when too many workbooks wait to be looked at in this process.
 */
export function inspectXlsx(path: string, options: InspectOptions, limits: TableLimits): Promise<TableInspection> {
  return turn(() => inspect(path, options, limits));
}

async function inspect(path: string, options: InspectOptions, limits: TableLimits): Promise<TableInspection> {
  const { sheet, signal } = options;
  const request = {
    path,
    limits: { ...limits, xlsx_seconds: limits.xlsx_inspect_seconds },
    ...(sheet === undefined ? {} : { sheet }),
  };
  const rows: RawRow[] = [];
  let found = { sheets: [] as { name: string; is_hidden: boolean }[], sheet: '' };
  for await (const message of readWorkbook(request, signal)) {
    if (message.kind === 'sheets') found = message;
    if (message.kind === 'rows') rows.push(...message.rows);
    if (rows.length >= INSPECTED_ROWS) break;
  }
  if (rows.length === 0) throw new Failure('invalid', 'tables.empty');
  markDamagedCells(rows);
  const { place, ...inspection } = inspectRows(rows.slice(0, INSPECTED_ROWS), 'grid', options.header_row, limits);
  return { ...inspection, format: { kind: 'xlsx', sheet: found.sheet, ...place }, sheets: found.sheets };
}
