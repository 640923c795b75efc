import type { FieldValue } from '#platform/fields/field.ts';
import { readFieldValue } from '#platform/fields/read-field-value.ts';
import type { TableRow } from '#platform/tables/table.ts';
import type { Trouble } from './import.ts';
import { type ImportPlan, identifying, type PlannedColumn } from './plan-import.ts';
import { warnOfValue } from './warn-of-value.ts';

/** A row as it may go into the directory, or why it may not. */
export interface CheckedRow {
  row_number: number;
  line_number: number;
  /** As the file has them, for whoever corrects the row. */
  cells: readonly string[];
  /** By field; one that is absent leaves the contact's field alone. */
  values: Readonly<Record<string, NonNullable<FieldValue>>>;
  /** Any of them refuses the row. */
  problems: Trouble[];
  warnings: Trouble[];
}

/**
 * Decides about one row what can be decided without the directory. Pure, never throws, and quick: an import calls it a
 * million times. A trouble in a column that goes nowhere is none.
 */
export function checkRow(plan: ImportPlan, row: TableRow): CheckedRow {
  const values: Record<string, NonNullable<FieldValue>> = {};
  const problems: Trouble[] = [];
  const warnings: Trouble[] = [];
  if (row.problems) problems.push(...tableTroubles(plan, row.problems));
  // What stands in a damaged row is for showing only.
  if (problems.length === 0) {
    for (const column of plan.columns)
      readCell(plan, column, row.cells[column.position] ?? '', { values, problems, warnings });
    if (problems.length === 0 && !isSomebody(values)) problems.push({ code: 'imports.nobody' });
  }
  return { row_number: row.row_number, line_number: row.line_number, cells: row.cells, values, problems, warnings };
}

function tableTroubles(plan: ImportPlan, found: NonNullable<TableRow['problems']>): Trouble[] {
  return found
    .filter(({ column }) => column === undefined || plan.columns.some(({ position }) => position === column))
    .map(({ code, values, column }) => ({
      code: `tables.rows.${code}` as const,
      values,
      ...(column === undefined ? {} : { column }),
    }));
}

interface Findings {
  values: Record<string, NonNullable<FieldValue>>;
  problems: Trouble[];
  warnings: Trouble[];
}

function readCell(plan: ImportPlan, { position, field, ref }: PlannedColumn, cell: string, found: Findings): void {
  if (cell === '') return;
  const warning = warnOfValue(field, cell, plan.options);
  if (warning) {
    found.warnings.push({ code: warning.code, column: position, values: { value: warning.shown } });
    if (warning.skips) return;
  }
  const { value, problem } = readFieldValue(field, cell, plan.options);
  if (problem) found.problems.push({ ...problem, column: position });
  else if (value !== null) found.values[ref] = together(found.values[ref], value);
}

/** Several columns of one field: their lists are put together, each entry once. */
function together(
  before: NonNullable<FieldValue> | undefined,
  value: NonNullable<FieldValue>,
): NonNullable<FieldValue> {
  return Array.isArray(before) && Array.isArray(value) ? [...new Set([...before, ...value])] : value;
}

function isSomebody(values: Findings['values']): boolean {
  for (const ref in values) if (identifying.has(ref)) return true;
  return false;
}
