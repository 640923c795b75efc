import { publicMailDomains } from '#features/companies/public-mail-domains.ts';
import type { Trouble } from '#features/imports/import.ts';
import { fieldOfLabel } from '#features/imports/mapping/labelled-columns.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { readFieldValue } from '#platform/fields/read-field-value.ts';
import type { TableRow } from '#platform/tables/table.ts';
import { findErased } from './find-erased.ts';
import { findTotal } from './find-total.ts';
import { type ImportPlan, identifying, knowingPhones, type PlannedColumn } from './plan-import.ts';
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
    const found = { values, problems, warnings };
    for (const column of plan.columns) readColumn(plan, column, row.cells, found);
    for (const { column, text } of plan.joins) {
      // A whole name or address in a column of its own is better than its parts.
      if (values[column.ref] === undefined) readCell(plan, column, column.ref, text(row.cells), found);
    }
    const total = findTotal(plan, values, row.cells);
    if (total) warnings.push(total);
    if (problems.length === 0 && !isSomebody(values, plan)) {
      problems.push({ code: plan.record === 'contact' ? 'imports.nobody' : 'imports.no_company' });
    }
    const erased = problems.length === 0 && findErased(plan, values);
    if (erased) problems.push(erased);
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

function readColumn(plan: ImportPlan, column: PlannedColumn, cells: readonly string[], found: Findings): void {
  const cell = cells[column.position] ?? '';
  if (cell === '') return;
  if (column.part) {
    if (column.part === 'labelled_phone') readLabelledPhone(plan, column, cell, cells, found);
  } else if (column.is_google && column.field.kind !== 'emails') {
    readSeveral(plan, column, cell, found);
  } else readCell(plan, column, column.ref, cell, found);
}

/** Of several values the first goes where the column goes, further addresses go beside it. */
function readSeveral(plan: ImportPlan, column: PlannedColumn, cell: string, found: Findings): void {
  const [first = '', ...others] = cell.split(':::');
  readCell(plan, column, column.ref, first, found);
  const beside = plan.targets.find(({ ref }) => ref === 'other_emails');
  if (column.ref !== 'email' || !beside) return;
  for (const other of others) readCell(plan, { ...column, field: beside.field }, beside.ref, other, found);
}

function readLabelledPhone(
  plan: ImportPlan,
  column: PlannedColumn,
  cell: string,
  cells: readonly string[],
  found: Findings,
): void {
  const label = column.label_position === undefined ? '' : (cells[column.label_position] ?? '');
  const ref = fieldOfLabel(label);
  if (ref) readCell(plan, column, ref, cell.split(':::')[0]!, found);
}

function readCell(plan: ImportPlan, column: PlannedColumn, ref: string, cell: string, found: Findings): void {
  const { position, field, options } = column;
  const before = found.values[ref];
  // Of several telephone numbers the first counts.
  if (cell === '' || (before !== undefined && field.kind === 'phone')) return;
  const warning = warnOfValue(field, cell, options, plan);
  if (warning) {
    found.warnings.push({ code: warning.code, column: position, values: { value: warning.shown } });
    if (warning.skips) return;
  }
  const { value, problem } = readFieldValue(field, cell, options);
  const shared = field.kind === 'domains' ? sharedDomain(value) : undefined;
  if (problem) found.problems.push({ ...problem, column: position });
  else if (shared)
    found.problems.push({ code: 'companies.public_domain', column: position, values: { domain: shared } });
  // Nothing but separators is as good as nothing.
  else if (value !== null && !(Array.isArray(value) && value.length === 0)) {
    found.values[ref] = before === undefined ? value : together(before, value);
    if (field.kind === 'phone' && !warning) warnOfPhone(plan, { position, ref }, value as string, found);
  }
}

/** A public mail service can not stand for a company. */
function sharedDomain(value: FieldValue | undefined): string | undefined {
  return (value as string[] | null | undefined)?.find((domain) => publicMailDomains.has(domain));
}

/**
 * An extension, a service number, two numbers in one cell: kept as typed, but nobody is known or searched by all of it. A
 * number that other rows have too is kept as well, and nobody is known by it.
 */
function warnOfPhone(
  plan: ImportPlan,
  { position: column, ref }: { position: number; ref: string },
  phone: string,
  { warnings }: Findings,
): void {
  const number = plan.e164Of(phone);
  const values = { value: phone.slice(0, 60) };
  if (number === null || number.includes(';')) warnings.push({ code: 'imports.phone_in_part', column, values });
  else if (knowingPhones.has(ref) && plan.repeated_phones?.has(number))
    warnings.push({ code: 'imports.phone_shared', column, values });
}

/** Several columns of one field: their lists are put together, each entry once; notes stand below each other. */
function together(before: NonNullable<FieldValue>, value: NonNullable<FieldValue>): NonNullable<FieldValue> {
  if (Array.isArray(before) && Array.isArray(value)) return [...new Set([...before, ...value])];
  return `${before}\n${value}`;
}

function isSomebody(values: Findings['values'], { record }: ImportPlan): boolean {
  for (const ref in values) if (identifying[record].has(ref)) return true;
  return false;
}
