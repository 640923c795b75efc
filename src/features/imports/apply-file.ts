import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { onOneConnection } from '#platform/database/one-connection.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { TableStream } from '#platform/tables/table.ts';
import { applyChunk } from './apply-chunk.ts';
import { createChunkTables } from './chunk-tables.ts';
import { sessionName } from './end-import-sessions.ts';
import type { Phase } from './import.ts';
import { oneAhead } from './one-ahead.ts';
import type { ImportPlan } from './plan-import.ts';
import { type Chunk, prepareChunks } from './prepare-chunk.ts';
import { prepareSession } from './prepare-session.ts';
import { createShadowTables } from './shadow-tables.ts';
import { stageRows } from './staged-rows.ts';

/** One pass over a file: its check or its run. */
export interface Pass {
  import_id: number;
  /** Who the changes are written down for; null is the machine's command line. */
  agent_id: number | null;
  phase: Phase;
  plan: ImportPlan;
  /** See `findRepeatedPhones`; empty where the plan does not match by phone. */
  repeated_phones: ReadonlySet<string>;
  /** The stretch to begin with: those before it were applied by a worker that is gone. */
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
  const staged = stageRows(plan, phase, pass.repeated_phones);
  await onOneConnection(ctx, async (ctx) => {
    await inTransaction(ctx, async ({ db, caller }) => {
      await prepareSession(db.client!, sessionName(caller.account_id, pass.import_id));
      await createChunkTables(db, staged.columns);
      if (phase === 'check') await createShadowTables(db, plan);
    });
    for await (const chunk of oneAhead(prepareChunks(stream, plan, staged, pass))) {
      await pass.goOn();
      await applyOnce(ctx, pass, chunk);
      if (isPowerOfTwo(chunk.position)) await countAnew(ctx, phase);
    }
  });
}

/** Failures that say only that somebody else was at the same rows: a new address, a company, a contact. */
const passing = new Set(['23505', '23503', '40001', '40P01']);
/** Somebody who adds the same people one by one may get in the way of a stretch as often as he adds one. */
const triesCount = 20;

async function applyOnce(ctx: Context, pass: Pass, chunk: Chunk): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await inTransaction(ctx, async (ctx) => {
        const { db, clock, caller } = ctx;
        await applyChunk({ ...pass, ctx, db, account_id: caller.account_id, at: clock.now() }, chunk);
      });
      return;
    } catch (error) {
      if (tries >= triesCount || !passing.has((error as { code?: string }).code ?? '')) throw error;
      ctx.log.info({ import_id: pass.import_id, position: chunk.position, tries }, 'rows changed meanwhile; once more');
    }
  }
}

/** Tables that grew from nothing would be planned as if empty. A small sample says it: every plan here has one good way. */
async function countAnew(ctx: Context, phase: Phase): Promise<void> {
  await inTransaction(ctx, async ({ db }) => {
    if (phase === 'check')
      await db.client!.query('analyze contact_email; analyze company; analyze contact; analyze membership');
    else await sql`select analyze_for_import()`.execute(db);
  });
}

/** Chunks 0, 1, 2, 4, 8 …: the tables have doubled since. */
function isPowerOfTwo(position: number): boolean {
  return (position & (position - 1)) === 0;
}
