import type { Selectable } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { ImportRow } from '#platform/database/tables.generated.ts';
import { Failure } from '#platform/failure.ts';
import type { TableFormat } from '#platform/tables/table.ts';
import type { KeptInspection } from './find-import.ts';
import type { ImportColumn } from './import.ts';

export type LockedImport = Omit<Selectable<ImportRow>, 'columns' | 'format' | 'inspection'> & {
  columns: ImportColumn[];
  format: TableFormat;
  inspection: KeptInspection;
};

/** An import's row, held until the transaction ends, so that its state changes one step at a time. */
export async function lockImport(ctx: Context, id: number): Promise<LockedImport> {
  const row = await ctx.db.selectFrom('import').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Failure('not_found', 'platform.not_found');
  return row as unknown as LockedImport;
}
