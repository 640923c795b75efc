import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Delimiter, Encoding } from '#platform/tables/table.ts';
import { findImport } from './find-import.ts';
import { mayStillChange } from './import.ts';
import { inspectFile } from './inspect-file.ts';
import { lockImport } from './lock-import.ts';

export interface FormatInput {
  id: number;
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
  sheet?: string | undefined;
  /** Line or spreadsheet row of the column names, 1-based; looked for where it is not told. */
  header_row?: number | undefined;
}

/**
 * Reads the file in another way than the one that was guessed, and guesses anew what its columns mean; a check that was made
 * is void then. Refuses what gives no table that way; the import stays as it was.
 */
export async function updateFormat(ctx: Context, { id, ...told }: FormatInput): Promise<void> {
  allow(ctx, 'imports.run');
  const { file_id } = await findImport(ctx, { id });
  if (file_id === null) throw new Failure('expired', 'imports.file_gone');
  const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
  const { format, inspection, columns } = await inspectFile(ctx, file_id, given);
  await inTransaction(ctx, async (ctx) => {
    const { state } = await lockImport(ctx, id);
    if (!mayStillChange(state)) throw new Failure('conflict', 'imports.has_begun');
    // Rows and columns may be others now.
    await ctx.db.deleteFrom('import_correction').where('import_id', '=', id).execute();
    await ctx.db
      .updateTable('import')
      .set({
        format: JSON.stringify(format),
        inspection: JSON.stringify(inspection),
        columns: JSON.stringify(columns),
        state: 'uploaded',
        lease_key: null,
        lease_until: null,
      })
      .where('id', '=', id)
      .execute();
  });
}
