import { sql } from 'kysely';
import type { ImportedRecord } from '#features/imports/import.ts';
import type { Context } from '#platform/context.ts';

/** How far an undo has come, and what it has done so far; what was undone by itself before is in it. */
export interface UndoProgress {
  /** Records that went for good, and companies that came with contacts. */
  removed: number;
  companies_removed: number;
  /** Records of which something went back. */
  restored: number;
  /** Records of which all or something stays, and companies that came with contacts. */
  kept: number;
  companies_kept: number;
  /** 0 to 1. */
  share: number;
}

interface Told extends Omit<UndoProgress, 'kept' | 'companies_kept' | 'share'> {
  record: ImportedRecord;
  steps: number;
  records: number;
  stretches: number;
  kept_all: number;
  kept_companies: number;
}

/** Null where nothing of the import was undone, in the running transaction. */
export async function readUndoProgress({ db }: Context, import_id: number): Promise<UndoProgress | null> {
  const { rows } = await sql<Told>`
    select u.*, r.*, u.removed + r.removed_alone as removed, u.restored + r.restored_alone as restored,
      (select count(*)::int from import_chunk where import_id = ${import_id} and phase = 'run') as stretches, i.record
    from (
      select count(*)::int as steps,
        coalesce(sum(removed_count) filter (where part <> 'companies'), 0)::int as removed,
        coalesce(sum(removed_count) filter (where part = 'companies'), 0)::int as companies_removed,
        coalesce(sum(restored_count), 0)::int as restored
      from import_undo_chunk where import_id = ${import_id}) u,
    (
      select count(*)::int as records, count(*) filter (where outcome = 'removed')::int as removed_alone,
        count(*) filter (where outcome = 'restored')::int as restored_alone,
        count(*) filter (where outcome = 'kept')::int as kept_all,
        count(*) filter (where outcome = 'kept' and record = 'company')::int as kept_companies
      from import_undo_record where import_id = ${import_id}) r,
    (select record from import where id = ${import_id}) i`.execute(db);
  const { steps, records, stretches, record, removed, companies_removed, restored, ...stays } = rows[0]!;
  if (steps + records === 0) return null;
  // Of contacts it is theirs, then the companies that came with them; of companies all that was created goes in one step.
  const all_steps = record === 'contact' ? 2 * stretches + 1 : stretches + 1;
  const companies_kept = record === 'contact' ? stays.kept_companies : 0;
  const kept = stays.kept_all - companies_kept;
  const share = Math.min(1, steps / all_steps);
  return { removed, companies_removed, restored, kept, companies_kept, share };
}
