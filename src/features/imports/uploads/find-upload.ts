import { type FoundImport, findImport } from '#features/imports/find-import.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/**
 * The imports of an upload in the order in which they are to be done: companies first, each as it was uploaded. Fails not_found
 * where there is none.
 */
export async function findUpload(ctx: Context, { id }: { id: number }): Promise<FoundImport[]> {
  allow(ctx, 'imports.run');
  return inTransaction(ctx, async (ctx) => {
    const ids = await ctx.db
      .selectFrom('import')
      .select('id')
      .where('upload_id', '=', id)
      .orderBy('record')
      .orderBy('id')
      .execute();
    if (ids.length === 0) throw new Failure('not_found', 'platform.not_found');
    const found: FoundImport[] = [];
    for (const { id } of ids) found.push(await findImport(ctx, { id }));
    return found;
  });
}
