import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** The cells of an import that somebody has put right, by row. Typed by hand, so that they fit in memory. */
export async function listCorrections(ctx: Context, import_id: number): Promise<Map<number, string[]>> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('import_correction')
      .select(['row_number', 'cells'])
      .where('import_id', '=', import_id)
      .orderBy('row_number')
      .execute(),
  );
  return new Map(rows.map(({ row_number, cells }) => [row_number, cells as string[]]));
}
