import { sql } from 'kysely';
import { mayStillChange } from '#features/imports/import.ts';
import { lockImport } from '#features/imports/lock-import.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

export interface CorrectedRow {
  row_number: number;
  /** All cells of the row, in the order of the file. */
  cells: readonly string[];
}

/**
 * Puts refused rows right before the run: check and run take these cells in place of the file's. The check that was made
 * stands until it is made anew. Refuses a row that the check has not refused, and one that is not as wide as the file.
 */
export async function updateImportRows(
  ctx: Context,
  { id, rows }: { id: number; rows: readonly CorrectedRow[] },
): Promise<void> {
  allow(ctx, 'imports.run');
  await inTransaction(ctx, async (ctx) => {
    const { state, format } = await lockImport(ctx, id);
    if (!mayStillChange(state)) throw new Failure('conflict', 'imports.has_begun');
    if (rows.some(({ cells }) => cells.length !== format.column_count)) {
      throw new Failure('invalid', 'imports.cells_missing', { values: { count: format.column_count } });
    }
    const written = await sql`
      insert into import_correction (account_id, import_id, row_number, cells, corrected_at)
      select r.account_id, r.import_id, r.row_number, given.cells, ${ctx.clock.now()}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (row_number integer, cells jsonb)
      join import_row r on r.import_id = ${id} and r.phase = 'check' and r.row_number = given.row_number
        and r.outcome = 'refused'
      on conflict (account_id, import_id, row_number) do update
        set cells = excluded.cells, corrected_at = excluded.corrected_at`.execute(ctx.db);
    if (Number(written.numAffectedRows) !== rows.length) throw new Failure('conflict', 'imports.row_not_refused');
  });
}
