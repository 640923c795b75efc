import { sql } from 'kysely';
import type { Changes } from '#features/change-log/change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { ImportedRecord, Outcome, Phase, Trouble } from './import.ts';

/** What is to be said about one row. */
export interface ListedImportRow {
  row_number: number;
  /** Null where that was not kept: of a row that created a contact and has nothing more to be said. */
  line_number: number | null;
  outcome: Outcome;
  /** Contact or company, as the import has it. Null for one that is not there yet, or no longer. */
  record_id: number | null;
  /** As the directory has it now, or as it was then. Null for a row that was refused. */
  record_name: string | null;
  changes: Changes | null;
  problems: Trouble[] | null;
  warnings: Trouble[] | null;
  cells: string[] | null;
  /** What became of its record where that was undone by itself, or stays although the import was undone. */
  undone: 'removed' | 'restored' | 'kept' | null;
}

export interface RowFilter {
  id: number;
  /** What the import's rows are; contacts where it is not said. */
  record?: ImportedRecord;
  phase: Phase;
  /** `warned` is across all outcomes. */
  outcome: Outcome | 'warned';
  /** Only rows that change this field. */
  field?: string;
  /** Only rows with this trouble. */
  code?: string;
  /** Row number to go on behind. */
  after?: number;
  /** Row number to go back from: the last rows before it; takes the place of `after`. */
  before?: number;
  limit?: number;
}

/** Rows of a check or a run that were updated, refused or warned of, in the order of the file. */
export async function listImportRows(ctx: Context, filter: RowFilter): Promise<ListedImportRow[]> {
  allow(ctx, 'imports.run');
  const { id, record = 'contact', phase, outcome, field, code, after = 0, before, limit = 50 } = filter;
  const place = before === undefined ? sql`r.row_number > ${after}` : sql`r.row_number < ${before}`;
  const recordId = sql.ref(`r.${record}_id`);
  const troubles = sql.ref(outcome === 'refused' ? 'r.problems' : 'r.warnings');
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<ListedImportRow>`
      select r.row_number, r.line_number, r.outcome, c.id as record_id, coalesce(c.name, r.record_name) as record_name, r.changes, r.problems,
        r.warnings, r.cells, u.outcome as undone
      from import_row r left join ${sql.table(record)} c on c.id = ${recordId} and c.deleted_at is null
      left join import_undo_record u on u.import_id = r.import_id and u.record = ${record} and u.record_id = ${recordId}
        and r.phase = 'run'
      where r.import_id = ${id} and r.phase = ${phase} and ${place}
        and ${outcome === 'warned' ? sql`r.warnings is not null` : sql`r.outcome = ${outcome}`}
        and ${field === undefined ? sql`true` : sql`jsonb_exists(r.changes, ${field})`}
        and ${code === undefined ? sql`true` : sql`${troubles} @> ${JSON.stringify([{ code }])}::jsonb`}
      order by r.row_number ${sql.raw(before === undefined ? 'asc' : 'desc')} limit ${limit}`.execute(db),
  );
  return before === undefined ? rows : rows.reverse();
}
