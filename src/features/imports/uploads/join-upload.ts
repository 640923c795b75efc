import { mostFilesTogether } from '#features/imports/import.ts';
import { lockImport } from '#features/imports/lock-import.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/**
 * The upload of the import `beside`, to be that of one more; made of it where there is none yet. Belongs in the transaction
 * that makes the new import. Fails not_found for an id that is not the account's, as a conflict where an upload is full.
 */
export async function joinUpload(ctx: Context, beside: number): Promise<number> {
  const { upload_id } = await lockImport(ctx, beside);
  const { db } = ctx;
  if (upload_id === null) {
    await db.updateTable('import').set({ upload_id: beside }).where('id', '=', beside).execute();
    return beside;
  }
  // The first of an upload is held while one is counted and added, so that two at once do not both find room.
  await lockImport(ctx, upload_id);
  const { count } = await db
    .selectFrom('import')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('upload_id', '=', upload_id)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostFilesTogether) {
    throw new Failure('conflict', 'imports.upload_full', { values: { most: mostFilesTogether } });
  }
  return upload_id;
}
