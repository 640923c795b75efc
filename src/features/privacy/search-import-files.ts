import type { Selectable } from 'kysely';
import type { ImportState } from '#features/imports/import.ts';
import { withFile } from '#features/imports/with-file.ts';
import type { Context } from '#platform/context.ts';
import type { ImportRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { readTable } from '#platform/tables/read-table.ts';
import type { TableFormat } from '#platform/tables/table.ts';
import type { Person } from './find-person.ts';
import { mentionsOf } from './mentions.ts';

/** An import whose file is still kept. */
export interface KeptFile extends Pick<Selectable<ImportRow>, 'id' | 'file_name' | 'state'> {
  file_id: number;
  format: TableFormat;
}

/** While it is in one of these somebody is reading the file; a chunk of it may be on its way into the directory. */
export const statesAtWork: readonly ImportState[] = ['checking', 'running', 'undoing'];

/** The imports whose files are kept, in the running transaction. */
export async function listKeptFiles({ db }: Context): Promise<KeptFile[]> {
  const rows = await db
    .selectFrom('import')
    .select(['id', 'file_name', 'state', 'file_id', 'format'])
    .where('file_id', 'is not', null)
    .orderBy('id')
    .execute();
  return rows as unknown as KeptFile[];
}

/**
 * Reads kept files that were not read yet, each to the first row that names the person, and notes in `found` by the file's
 * id whether one does. Outside of a transaction: a large file takes a minute. True once there was nothing left to read.
 */
export async function searchImportFiles(ctx: Context, person: Person, found: Map<number, boolean>): Promise<boolean> {
  const { files, country } = await inTransaction(ctx, async (ctx) => ({
    files: (await listKeptFiles(ctx)).filter(({ file_id }) => !found.has(file_id)),
    country: (await ctx.db.selectFrom('account').select('country').executeTakeFirstOrThrow()).country,
  }));
  const names = mentionsOf(person, country);
  for (const { file_id, format } of files) found.set(file_id, await isNamedIn(ctx, file_id, format, names));
  return files.length === 0;
}

async function isNamedIn(
  ctx: Context,
  file_id: number,
  format: TableFormat,
  names: (cells: readonly string[]) => boolean,
): Promise<boolean> {
  try {
    // From its first line: what was taken for the names of the columns may be a person.
    return await withFile(ctx, file_id, async (path) => {
      for await (const rows of readTable(path, { ...format, header_row: 0 })) {
        if (rows.some(({ cells }) => names(cells))) return true;
      }
      return false;
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // It has been dropped meanwhile, or is none that can be read: then nobody can say that it does not name him.
    return error.kind !== 'not_found';
  }
}
