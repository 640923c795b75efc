import { putAside, takeStep } from './chunk-tables.ts';
import type { ChunkWork } from './chunk-work.ts';
import { copyLines } from './copy-lines.ts';
import { engineOf } from './engine-of.ts';
import type { Chunk } from './prepare-chunk.ts';

/**
 * Applies the rows of a chunk in the running transaction with the result that they would have one after the other. Rows that
 * do not meet each other are applied together, the others in steps. The check does the same in its shadow tables. What
 * became of the rows is in `decided` and `changed` until the transaction ends.
 */
export async function applyRows(work: ChunkWork, chunk: Chunk): Promise<void> {
  const { db, phase, plan } = work;
  const engine = engineOf(plan);
  await copyLines(db, 'staged', chunk.lines.pieces());
  if (phase === 'check') await engine.copyIntoShadows(work);
  const steps = await engine.orderRows(work, chunk);
  await putAside(db, steps);
  const last = Math.max(0, ...steps.values());
  for (let step = 0; step <= last; step++) {
    if (step > 0) await takeStep(db, step, engine);
    await engine.applyStep(work, chunk, step);
  }
}
