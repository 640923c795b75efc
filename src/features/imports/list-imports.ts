import { type Selectable, sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import type { ImportRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Counts } from './import.ts';

export interface ListedImport
  extends Pick<
    Selectable<ImportRow>,
    'id' | 'record' | 'file_name' | 'state' | 'created_at' | 'started_at' | 'finished_at'
  > {
  /** Null for the command line. */
  agent_name: string | null;
  /** Of the run, or of the check before it; null before either. */
  counts: Counts | null;
}

/** The account's imports, newest first: `limit` of them older than the one with the id `before`. */
export async function listImports(
  ctx: Context,
  { before, limit = 50 }: { before?: number; limit?: number } = {},
): Promise<ListedImport[]> {
  allow(ctx, 'imports.run');
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<ListedImport>`
      select i.id, i.record, i.file_name, i.state, i.created_at, i.started_at, i.finished_at, a.name as agent_name, (
        select jsonb_build_object('rows', max(last_row), 'created', sum(created_count), 'updated', sum(updated_count),
          'unchanged', sum(unchanged_count), 'refused', sum(refused_count), 'warned', sum(warned_count))
        from import_chunk c where c.import_id = i.id group by phase order by phase desc limit 1) as counts
      from import i left join agent a on a.id = i.agent_id
      where ${before === undefined ? sql`true` : sql`i.id < ${before}`}
      order by i.id desc limit ${limit}`.execute(db),
  );
  return rows;
}
