import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';

/** How far an undo has come, and what it has done so far; what was undone by itself before is in it. */
export interface UndoProgress {
  /** Contacts and companies that went for good. */
  removed: number;
  companies_removed: number;
  /** Contacts of which something went back. */
  restored: number;
  /** Contacts and companies of which all or something stays. */
  kept: number;
  companies_kept: number;
  /** 0 to 1. */
  share: number;
}

/** Null where nothing of the import was undone, in the running transaction. */
export async function readUndoProgress({ db }: Context, import_id: number): Promise<UndoProgress | null> {
  const { rows } = await sql<UndoProgress & { steps: number; records: number; stretches: number }>`
    select u.*, r.*, u.removed + r.removed_alone as removed, u.restored + r.restored_alone as restored,
      (select count(*)::int from import_chunk where import_id = ${import_id} and phase = 'run') as stretches
    from (
      select count(*)::int as steps,
        coalesce(sum(removed_count) filter (where part <> 'companies'), 0)::int as removed,
        coalesce(sum(removed_count) filter (where part = 'companies'), 0)::int as companies_removed,
        coalesce(sum(restored_count), 0)::int as restored
      from import_undo_chunk where import_id = ${import_id}) u,
    (
      select count(*)::int as records, count(*) filter (where outcome = 'removed')::int as removed_alone,
        count(*) filter (where outcome = 'restored')::int as restored_alone,
        count(*) filter (where outcome = 'kept' and record = 'contact')::int as kept,
        count(*) filter (where outcome = 'kept' and record = 'company')::int as companies_kept
      from import_undo_record where import_id = ${import_id}) r`.execute(db);
  const { steps, records, stretches, removed, companies_removed, restored, kept, companies_kept } = rows[0]!;
  if (steps + records === 0) return null;
  const share = Math.min(1, steps / (2 * stretches + 1));
  return { removed, companies_removed, restored, kept, companies_kept, share };
}
