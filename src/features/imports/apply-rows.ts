import { putAside, takeStep } from './chunk-tables.ts';
import type { ChunkWork } from './chunk-work.ts';
import { copyLines } from './copy-lines.ts';
import { decideRows } from './decide-rows.ts';
import { insertContacts } from './insert-contacts.ts';
import { matchRows, rowsOfOneContact } from './match-rows.ts';
import { noteCompanies } from './note-companies.ts';
import { noteMemberships } from './note-memberships.ts';
import type { Chunk } from './prepare-chunk.ts';
import { copyIntoShadows } from './shadow-tables.ts';
import { updateContacts } from './update-contacts.ts';
import { writeCompanies } from './write-companies.ts';
import { writeMemberships } from './write-memberships.ts';
import { logChanges } from './write-outcomes.ts';
import { writeRestored } from './write-restored.ts';
import { writeSearch } from './write-search.ts';

/**
 * Applies the rows of a chunk in the running transaction with the result that they would have one after the other. Rows of
 * different contacts are applied together; those of one contact in steps, in the order of the file. The check does the
 * same in its shadow tables. What became of the rows is in `decided` and `changed` until the transaction ends.
 */
export async function applyRows(work: ChunkWork, chunk: Chunk): Promise<void> {
  const { db, phase } = work;
  await copyLines(db, 'staged', chunk.lines.pieces());
  if (phase === 'check') await copyIntoShadows(work);
  await matchRows(work);
  for (const row_numbers of await rowsOfOneContact(work)) chunk.groups.join(row_numbers);
  const steps = chunk.groups.steps();
  await putAside(db, steps);
  const last = Math.max(0, ...steps.values());
  for (let step = 0; step <= last; step++) {
    if (step > 0) {
      await takeStep(db, step);
      await matchRows(work);
    }
    await decideRows(work);
    await noteCompanies(work);
    await writeCompanies(work, step);
    await updateContacts(work);
    await insertContacts(work);
    if (phase === 'run') await noteMemberships(work);
    await writeMemberships(work);
    if (phase === 'run') {
      await writeRestored(work);
      await writeSearch(work, chunk);
      await logChanges(work);
    }
  }
}
