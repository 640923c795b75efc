import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { tableLimits } from '#platform/tables/table-limits.ts';
import { findImport } from './find-import.ts';
import type { ImportedRecord } from './import.ts';
import { type InspectedFile, inspectFile, type ToldFormat } from './mapping/inspect-file.ts';
import { recordItLooksLike } from './mapping/looks-like-companies.ts';
import { refuseProblems } from './refuse-problems.ts';
import { joinUpload } from './uploads/join-upload.ts';

export interface NewImport {
  /** What the list holds; contacts where it is not said. */
  record?: ImportedRecord;
  /** Takes a list for what it looks like, where it looks like either, whatever was said. */
  tells_record?: boolean;
  /** The id of an import whose file was uploaded together with this one: both are of one upload then. */
  beside?: number;
  /** The upload of the import whose rows it corrects. */
  upload_id?: number | null;
  name: string;
  bytes: AsyncIterable<Uint8Array>;
  /** How the file is to be read, where that is known. */
  told?: ToldFormat;
  /**
   * Somebody will look at it: what may only be read in a wrong way (no column names found, unreadable ones) is taken in with
   * its problems, to be read again in another.
   */
  can_be_corrected?: boolean;
}

/**
 * Takes a file in, as a stream, tells what it is and guesses what its columns mean. Nothing is read into the directory.
 * Refuses, with the reason and without a trace, what can not be read as a table (threats G01–G06).
 */
export async function createImport(ctx: Context, input: NewImport): Promise<{ id: number }> {
  allow(ctx, 'imports.run');
  const { name, bytes, can_be_corrected = false } = input;
  // Before a byte is read; it is looked at again where it counts.
  if (input.beside !== undefined) await findImport(ctx, { id: input.beside });
  const limit_bytes = tableLimits.csv_bytes;
  const file = await ctx.files.write(ctx, { name, content_type: 'application/octet-stream', limit_bytes }, bytes);
  try {
    const { record, format, inspection, columns, choices } = await inspectNew(ctx, file.id, input);
    if (!can_be_corrected) refuseProblems(inspection);
    return await inTransaction(ctx, async (ctx) => {
      const { db, caller, clock } = ctx;
      const upload_id = input.beside === undefined ? (input.upload_id ?? null) : await joinUpload(ctx, input.beside);
      const { id } = await db
        .insertInto('import')
        .values({
          account_id: caller.account_id,
          record,
          agent_id: caller.kind === 'agent' ? caller.agent_id : null,
          file_id: file.id,
          file_name: file.name,
          format: JSON.stringify(format),
          inspection: JSON.stringify(inspection),
          columns: JSON.stringify(columns),
          ...choices,
          upload_id,
          state: 'uploaded',
          created_at: clock.now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await recordChange(ctx, { record: 'import', record_id: id, act: 'created' });
      return { id };
    });
  } catch (error) {
    await ctx.files.delete(ctx, file.id);
    throw error;
  }
}

/** What the file is, as what it was said to hold or, where it may tell that itself, as what it looks like. */
async function inspectNew(
  ctx: Context,
  file_id: number,
  { record = 'contact', tells_record = false, told = {} }: NewImport,
): Promise<InspectedFile & { record: ImportedRecord }> {
  const found = { ...(await inspectFile(ctx, { file_id, record }, told)), record };
  if (!tells_record) return found;
  const asContacts = record === 'contact' ? found : await inspectFile(ctx, { file_id, record: 'contact' }, told);
  const looks = recordItLooksLike(asContacts.inspection.headers, asContacts.columns) ?? record;
  if (looks === record) return found;
  return looks === 'contact'
    ? { ...asContacts, record: looks }
    : { ...(await inspectFile(ctx, { file_id, record: looks }, told)), record: looks };
}
