import { applyRows } from './apply-rows.ts';
import type { ChunkWork } from './chunk-work.ts';
import { noteRows } from './note-rows.ts';
import type { Chunk } from './prepare-chunk.ts';
import { listLateWarnings, listRefusals, writeOutcomes } from './write-outcomes.ts';

/** Applies a chunk in the running transaction and writes down what became of each of its rows. */
export async function applyChunk(work: ChunkWork, chunk: Chunk): Promise<void> {
  await applyRows(work, chunk);
  const noted = await noteRows(work, chunk, await listRefusals(work), await listLateWarnings(work));
  await writeOutcomes(work, { ...chunk, ...noted });
}
