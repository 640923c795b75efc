import { type Selectable, sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import type { ImportRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { TableFormat, TableInspection, TableRow } from '#platform/tables/table.ts';
import type { Counts, ImportColumn, Phase } from './import.ts';
import { readUndoProgress, type UndoProgress } from './undo/read-undo-progress.ts';
import { awaitedCompanies } from './uploads/awaited-companies.ts';

/** How far a check or a run has come and what it has found. */
export interface Progress extends Counts {
  companies_created: number;
  /** How much of the file was read, 0 to 1. */
  share_read: number;
  changed_by_field: Record<string, number>;
  refused_by_code: Record<string, number>;
  warned_by_code: Record<string, number>;
}

/** What inspecting the file found, as far as the mapping page shows it. */
export type KeptInspection = Pick<TableInspection, 'headers' | 'sheets' | 'problems' | 'first_lines'> & {
  /** Up to three different values of each column, by column. */
  samples: string[][];
  /** The first rows, long cells cut, for the preview. Absent from files that were looked at before there was one. */
  rows?: TableRow[];
  /** The file whose mapping was taken over, and when it was used (ISO 8601). */
  remembered?: { file_name: string; used_at: string };
};

/** An import with what has become of it so far. */
export interface FoundImport
  extends Omit<
    Selectable<ImportRow>,
    'account_id' | 'format' | 'inspection' | 'columns' | 'lease_key' | 'nudged_at' | 'chunk_rows'
  > {
  format: TableFormat;
  inspection: KeptInspection;
  columns: ImportColumn[];
  /** Null for the command line. */
  agent_name: string | null;
  size_bytes: number | null;
  progress: Record<Phase, Progress | null>;
  /** Null where nothing was undone. */
  undo: UndoProgress | null;
  /** Who asked for the undo; null for the command line, or where nobody has. */
  undo_agent_name: string | null;
  /** The companies uploaded together with it that are to come in before its check. */
  awaited: { id: number; file_name: string } | null;
}

/** One import. Fails not_found for an id that is not the account's. */
export async function findImport(ctx: Context, { id }: { id: number }): Promise<FoundImport> {
  allow(ctx, 'imports.run');
  return inTransaction(ctx, async (ctx) => {
    const row = await ctx.db
      .selectFrom('import')
      .leftJoin('agent', 'agent.id', 'import.agent_id')
      .leftJoin('agent as undoer', 'undoer.id', 'import.undo_agent_id')
      .leftJoin('stored_file', 'stored_file.id', 'import.file_id')
      .selectAll('import')
      .select(['agent.name as agent_name', 'undoer.name as undo_agent_name', 'stored_file.size_bytes'])
      .select(awaitedCompanies.as('awaited'))
      .where('import.id', '=', id)
      .executeTakeFirst();
    if (!row) throw new Failure('not_found', 'platform.not_found');
    const { account_id: _account, lease_key: _key, nudged_at: _nudged, chunk_rows: _rows, ...rest } = row;
    const [check, run] = [await readProgress(ctx, id, 'check'), await readProgress(ctx, id, 'run')];
    const undo = await readUndoProgress(ctx, id);
    return { ...rest, progress: { check, run }, undo } as unknown as FoundImport;
  });
}

/** The sums of a phase's chunks; null before the first. */
export async function readProgress(ctx: Context, id: number, phase: Phase): Promise<Progress | null> {
  const { rows } = await sql<Progress & { chunks: number }>`
    select count(*)::int as chunks, max(last_row) as rows, sum(created_count)::int as created,
      sum(updated_count)::int as updated, sum(unchanged_count)::int as unchanged, sum(refused_count)::int as refused,
      sum(warned_count)::int as warned, sum(companies_created_count)::int as companies_created,
      max(share_read)::float8 as share_read, ${sumsOf('changed_by_field', id, phase)} as changed_by_field,
      ${sumsOf('refused_by_code', id, phase)} as refused_by_code, ${sumsOf('warned_by_code', id, phase)} as warned_by_code
    from import_chunk where import_id = ${id} and phase = ${phase}`.execute(ctx.db);
  const { chunks, ...progress } = rows[0]!;
  return chunks > 0 ? progress : null;
}

/** `{ "job_title": 41 }`, largest first once it is looked at. */
function sumsOf(column: string, id: number, phase: Phase) {
  return sql<Record<string, number>>`(
    select coalesce(jsonb_object_agg(key, total), '{}') from (
      select key, sum(value::int)::int as total from import_chunk, jsonb_each_text(${sql.ref(column)})
      where import_id = ${id} and phase = ${phase} group by key) sums)`;
}
