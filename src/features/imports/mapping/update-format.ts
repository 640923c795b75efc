import { type FoundImport, findImport } from '#features/imports/find-import.ts';
import { type ImportedRecord, mayStillChange } from '#features/imports/import.ts';
import { lockImport } from '#features/imports/lock-import.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { inspectFile, type ToldFormat } from './inspect-file.ts';

/**
 * Reads the file in another way than the one that was guessed, and settles anew what its columns mean; a check that was made
 * is void then. Refuses what gives no table that way, and the import stays as it was; a table with problems is kept with
 * them, to be read in yet another way. `record` takes the rows for something else than before.
 */
export async function updateFormat(
  ctx: Context,
  { id, record, ...told }: ToldFormat & { id: number; record?: ImportedRecord },
): Promise<void> {
  allow(ctx, 'imports.run');
  const found = await findImport(ctx, { id });
  if (found.file_id === null) throw new Failure('expired', 'imports.file_gone');
  const { format, inspection, columns, choices } = await inspectFile(
    ctx,
    { file_id: found.file_id, record: record ?? found.record },
    withoutOldLine(told, found),
  );
  await inTransaction(ctx, async (ctx) => {
    const { state } = await lockImport(ctx, id);
    if (!mayStillChange(state)) throw new Failure('conflict', 'imports.has_begun');
    // Rows and columns may be others now.
    await ctx.db.deleteFrom('import_company').where('import_id', '=', id).execute();
    await ctx.db.deleteFrom('import_correction').where('import_id', '=', id).execute();
    await ctx.db
      .updateTable('import')
      .set({
        format: JSON.stringify(format),
        inspection: JSON.stringify(inspection),
        columns: JSON.stringify(columns),
        ...choices,
        record: record ?? found.record,
        ...(record === 'company' && { has_invitations: false, can_match_by_phone: false }),
        state: 'uploaded',
        lease_key: null,
        lease_until: null,
      })
      .where('id', '=', id)
      .execute();
  });
}

/** A form sends the line of the column names along: that of another sheet, or of a table that was misread, tells nothing. */
function withoutOldLine(told: ToldFormat, { format, inspection }: FoundImport): ToldFormat {
  const isOld = told.header_row === format.header_row;
  const isElsewhere = format.kind === 'xlsx' && told.sheet !== undefined && told.sheet !== format.sheet;
  return isOld && (isElsewhere || inspection.problems.length > 0) ? { ...told, header_row: undefined } : told;
}
