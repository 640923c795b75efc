import { sql } from 'kysely';
import type { Outcome, Trouble } from '#features/imports/import.ts';
import type { Context } from '#platform/context.ts';
import { onOneConnection } from '#platform/database/one-connection.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { markDamagedCells } from '#platform/tables/mark-damaged-cells.ts';
import type { TableStream } from '#platform/tables/table.ts';
import { applyRows } from './apply-rows.ts';
import { createChunkTables } from './chunk-tables.ts';
import type { ChunkWork } from './chunk-work.ts';
import { engineOf } from './engine-of.ts';
import type { ImportPlan } from './plan-import.ts';
import { type Chunk, prepareChunks } from './prepare-chunk.ts';
import { prepareSession } from './prepare-session.ts';
import { stageRows } from './staged-rows.ts';
import { troubleOfRefusal } from './trouble-of-refusal.ts';
import { listRefusals } from './write-outcomes.ts';

/** What would become of a row. */
export interface RowForecast {
  outcome: Outcome;
  problems: Trouble[];
}

/** Rows that are looked at together at most: more than any page has. */
export const mostForecastRows = 200;

/**
 * Says of a few rows what an import of nothing but them would make of each, in their order, by the statements of a check
 * and against the directory as it is now. Nothing of it stays, not even the forecast. Takes `mostForecastRows` at most.
 */
export async function forecastRows(
  ctx: Context,
  plan: ImportPlan,
  rows: readonly (readonly string[])[],
): Promise<RowForecast[]> {
  const engine = engineOf(plan);
  const staged = stageRows(plan, 'check');
  const begin = { position: 0, chunk_rows: mostForecastRows };
  const { value: chunk } = await prepareChunks(streamOf(rows), plan, staged, begin).next();
  if (!chunk) return [];
  return onOneConnection(ctx, async (ctx) => {
    await inTransaction(ctx, async ({ db }) => {
      await prepareSession(db.client!, 'maru forecast', engine);
      await createChunkTables(db, staged.columns, engine);
      await engine.createShadowTables(db, plan);
    });
    return inTransaction(ctx, async (ctx) => {
      const { db, clock, caller } = ctx;
      const owner = { account_id: caller.account_id, import_id: null, agent_id: null };
      const work: ChunkWork = { ctx, db, plan, phase: 'check', ...owner, at: clock.now() };
      await applyRows(work, chunk);
      return outcomesOf(work, chunk);
    });
  });
}

function streamOf(rows: readonly (readonly string[])[]): TableStream {
  return {
    bytes_read: 0,
    bytes_total: 0,
    async *[Symbol.asyncIterator]() {
      const numbered = rows.map((cells, at) => ({ row_number: at + 1, line_number: at + 1, cells: [...cells] }));
      markDamagedCells(numbered);
      yield numbered;
    },
  };
}

async function outcomesOf(work: ChunkWork, chunk: Chunk): Promise<RowForecast[]> {
  const { rows } = await sql<{ row_number: number; outcome: Outcome }>`
    select d.row_number, case when d.is_new then 'created' when x.row_number is not null then 'updated' else 'unchanged' end as outcome
    from decided d left join changed x using (row_number)`.execute(work.db);
  const outcomes = new Map(rows.map(({ row_number, outcome }) => [row_number, outcome]));
  const problems = new Map(chunk.refused.map((row) => [row.row_number, row.problems]));
  for (const refusal of await listRefusals(work)) {
    const { cells } = chunk.rows[refusal.row_number - chunk.first_row]!;
    problems.set(refusal.row_number, [troubleOfRefusal(refusal, cells, work.plan)]);
  }
  return chunk.rows.map(({ row_number }): RowForecast => {
    const found = problems.get(row_number);
    return found
      ? { outcome: 'refused', problems: found }
      : { outcome: outcomes.get(row_number) ?? 'unchanged', problems: [] };
  });
}
