import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * The import of an upload that is next to be mapped, looked at or started, but for the one with the id `but`; null where all
 * run or are done.
 */
export async function nextOfUpload(
  ctx: Context,
  { id, but }: { id: number; but: number },
): Promise<{ id: number; file_name: string } | null> {
  allow(ctx, 'imports.run');
  const next = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('import')
      .select(['id', 'file_name'])
      .where('upload_id', '=', id)
      .where('id', '<>', but)
      .where('state', 'in', ['uploaded', 'checking', 'checked', 'paused'])
      .orderBy('record')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst(),
  );
  return next ?? null;
}
