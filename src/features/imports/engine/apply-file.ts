import { sql } from 'kysely';
import { sessionName } from '#features/imports/end-import-sessions.ts';
import type { Phase } from '#features/imports/import.ts';
import type { Context } from '#platform/context.ts';
import { onOneConnection } from '#platform/database/one-connection.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { TableStream } from '#platform/tables/table.ts';
import { applyChunk } from './apply-chunk.ts';
import { applyRows } from './apply-rows.ts';
import { createChunkTables } from './chunk-tables.ts';
import { engineOf } from './engine-of.ts';
import { inStep } from './in-step.ts';
import { oneAhead } from './one-ahead.ts';
import type { ImportPlan } from './plan-import.ts';
import { prepareChunks } from './prepare-chunk.ts';
import { prepareSession } from './prepare-session.ts';
import { stageRows } from './staged-rows.ts';

/** One pass over a file: its check or its run. */
export interface Pass {
  import_id: number;
  /** Who the changes are written down for; null is the machine's command line. */
  agent_id: number | null;
  phase: Phase;
  plan: ImportPlan;
  /** The stretch to go on with: those before it were applied by a worker that is gone. */
  position: number;
  /** Rows of a stretch; the same in all of a pass. */
  chunk_rows: number;
  /** Before every stretch: throws to stop there. */
  goOn(): Promise<void>;
}

/**
 * Reads a file to its end and applies it stretch by stretch, each in one transaction together with what became of its
 * rows. While the database works on one stretch the next is read and checked.
 */
export async function applyFile(ctx: Context, pass: Pass, stream: TableStream): Promise<void> {
  const { plan, phase } = pass;
  const engine = engineOf(plan);
  const staged = stageRows(plan, phase);
  await onOneConnection(ctx, async (ctx) => {
    await inTransaction(ctx, async ({ db, caller }) => {
      await prepareSession(db.client!, sessionName(caller.account_id, pass.import_id), engine);
      await createChunkTables(db, staged.columns, engine);
      if (phase === 'check') await engine.createShadowTables(db, plan);
    });
    // What the worker that is gone had in its shadow tables has gone with it, so a check begins anew in its own.
    const begin = { ...pass, position: phase === 'check' ? 0 : pass.position };
    for await (const chunk of oneAhead(prepareChunks(stream, plan, staged, begin))) {
      await pass.goOn();
      const { import_id } = pass;
      await inStep(ctx, { import_id, position: chunk.position }, async (ctx) => {
        const { db, clock, caller } = ctx;
        const work = { ...pass, ctx, db, account_id: caller.account_id, at: clock.now() };
        if (chunk.position < pass.position) await applyRows({ ...work, import_id: null }, chunk);
        else await applyChunk(work, chunk);
      });
      if (isPowerOfTwo(chunk.position)) await countAnew(ctx, pass);
    }
  });
}

/** Tables that grew from nothing would be planned as if empty. A small sample says it: every plan here has one good way. */
async function countAnew(ctx: Context, { phase, plan }: Pass): Promise<void> {
  await inTransaction(ctx, async ({ db }) => {
    if (phase === 'check') await db.client!.query(engineOf(plan).analyze_shadows);
    else await sql`select analyze_for_import()`.execute(db);
  });
}

/** Chunks 0, 1, 2, 4, 8 …: the tables have doubled since. */
function isPowerOfTwo(position: number): boolean {
  return (position & (position - 1)) === 0;
}
