import type { CustomKind } from '#features/custom-fields/custom-field.ts';
import type { FailureCode } from '#platform/failure.ts';
import type { DateOrder } from '#platform/fields/date-order.ts';
import type { TagSeparator } from '#platform/fields/tag-separator.ts';
import type { RowProblemCode } from '#platform/tables/table.ts';

/**
 * Where an import stands. `checking`, `running` and `undoing` begin when they are asked for, also while another import of
 * the account is still at work: `uploaded → checking → checked → running ⇄ paused → done`, or `failed`, or `cancelled`, and
 * from any of these three `→ undoing → undone`.
 */
export const importStates = [
  'uploaded',
  'checking',
  'checked',
  'running',
  'paused',
  'done',
  'failed',
  'cancelled',
  'undoing',
  'undone',
] as const;
export type ImportState = (typeof importStates)[number];

/** True before the run: what the columns mean, how the file is read and what stands in a row can still be said. */
export function mayStillChange(state: ImportState): boolean {
  return state === 'uploaded' || state === 'checking' || state === 'checked';
}

/** What a list may hold. One engine takes both in; `RecordEngine` says what it does differently for each. */
export const importedRecords = ['contact', 'company'] as const;
export type ImportedRecord = (typeof importedRecords)[number];

/** The check reads the whole file and writes nothing to the directory; the run decides every row again and writes. */
export const phases = ['check', 'run'] as const;
export type Phase = (typeof phases)[number];

/** What becomes of a row. The four counts always add up to the rows of the file. */
export const outcomes = ['created', 'updated', 'unchanged', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * What a column does to a contact who is there already. An empty cell leaves the field alone, whatever the rule.
 * `append` is for tags, further addresses and companies.
 */
export const rules = ['overwrite', 'if_empty', 'append', 'skip'] as const;
export type Rule = (typeof rules)[number];

/** A custom field that a column would need. */
export interface FieldProposal {
  kind: Exclude<CustomKind, 'dropdown'>;
  label: string;
  /** Nothing to draw attention to: an empty column, or what another program keeps for itself. */
  is_quiet?: boolean;
}

/** What to do with one column of the file. */
export interface ImportColumn {
  header: string;
  /** `job_title`, `custom_fields.contract_no` or a part such as `first_name`; null for a column that is left out. */
  field: string | null;
  rule: Rule;
  /** Offered where no field fits. */
  proposal?: FieldProposal;
  /** How the column is to be read where somebody has said so. */
  reading?: ColumnReading;
  /** The same as its first values tell it, or, of dates that fit both orders there, the whole file. */
  told?: ColumnReading & {
    /** Its dates fit both orders. */
    is_date_order_open?: boolean;
  };
}

/** What values of one column have in common. */
export interface ColumnReading {
  date_order?: DateOrder;
  tag_separator?: TagSeparator;
}

/** What may be said about a column: what it means, what it does to a contact who is there, how it is read. */
export type ColumnChoice = Pick<ImportColumn, 'field' | 'rule' | 'reading'>;

export interface Counts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Rows with a warning, whatever became of them: not a fifth part of the sum. */
  warned: number;
}

/** Key of the sentence: a failure's code, or that of a row which the table itself could not give. */
export type TroubleCode = FailureCode | `tables.rows.${RowProblemCode}`;

/** Why a row is refused, or what it is warned of. */
export interface Trouble {
  code: TroubleCode;
  /** 0-based column of the file, where it lies in one cell. */
  column?: number;
  values?: Record<string, string | number>;
}

/** Rows that are committed together, of imports that begin now: small enough to stop within seconds and to fit in memory twice. */
export const chunkRows = 10_000;

/** Files that can be uploaded together: exports of one help desk are a handful. */
export const mostFilesTogether = 10;

/** The job that checks, runs or undoes an import, or puts it off until it is its turn. */
export const runImportJob = 'imports.run';
