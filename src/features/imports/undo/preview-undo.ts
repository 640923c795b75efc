import { sql } from 'kysely';
import { hasRun } from '#features/imports/has-run.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { inUndoSession } from './in-undo-session.ts';
import type { KeptRecord } from './list-kept-records.ts';
import { listStretches } from './list-stretches.ts';
import { undoEngineOf } from './undo-engine.ts';
import { createUndoTables, type UndoWork } from './undo-work.ts';

/** What the undo of an import would do if it were asked for now. */
export interface UndoPreview {
  /** Records that would go for good, and that stay although the import created them. */
  removed_count: number;
  kept_count: number;
  /** Records of which something would go back, and of which something stays as it is. */
  restored_count: number;
  kept_changed_count: number;
  /** The first of those that stay, without the companies that contacts brought. */
  kept: KeptRecord[];
  /** Rows of the run that were looked at: all, unless that would take too long for a page. */
  looked_rows: number;
  total_rows: number;
}

const shownCount = 20;
/** A page must not be waited for longer, in milliseconds. */
const patienceMs = 3_000;

/**
 * Foretells an undo by the very statements that decide it, with nothing changed; the undo decides again. Of companies that contacts brought it says
 * nothing: whether they go depends on who is left in them. Fails as conflict where nothing was written, or while the import is
 * at work. Needs `imports.undo`.
 */
export async function previewUndo(ctx: Context, { id }: { id: number }): Promise<UndoPreview> {
  allow(ctx, 'imports.undo');
  const look = async (ctx: Context) => {
    const { db, caller, clock } = ctx;
    const found = await db
      .selectFrom('import')
      .select(['record', 'state', 'created_at'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!found) throw new Failure('not_found', 'platform.not_found');
    if (!['done', 'failed', 'cancelled'].includes(found.state)) {
      throw new Failure('conflict', found.state === 'undone' ? 'imports.is_undone' : 'imports.can_not_undo_yet');
    }
    if (!(await hasRun(ctx, id))) throw new Failure('conflict', 'imports.nothing_to_undo');
    const stretches = await listStretches(ctx, id);
    const preview: UndoPreview = {
      removed_count: 0,
      kept_count: 0,
      restored_count: 0,
      kept_changed_count: 0,
      kept: [],
      looked_rows: 0,
      total_rows: stretches.at(-1)!.last_row,
    };
    const { account_id } = caller;
    const at = clock.now();
    const work: UndoWork = {
      ctx,
      db,
      account_id,
      import_id: id,
      agent_id: null,
      since: found.created_at,
      at,
      record: found.record,
      record_id: null,
      isPreview: true,
    };
    const { judgeCreated, judgeChanged, isCreatedAtOnce } = undoEngineOf(work);
    const until = performance.now() + patienceMs;
    for (const stretch of stretches.toReversed()) {
      if (performance.now() > until) break;
      await createUndoTables(work);
      // What is judged at once is told with the first stretch that is looked at.
      if (!isCreatedAtOnce || preview.looked_rows === 0) await judgeCreated(work, stretch);
      await judgeChanged(work, stretch);
      await addUp(work, preview);
      preview.looked_rows += stretch.last_row - stretch.first_row + 1;
    }
    return preview;
  };
  return inUndoSession(ctx, (ctx) => inTransaction(ctx, look));
}

async function addUp({ db, record }: UndoWork, preview: UndoPreview): Promise<void> {
  const id = sql.ref(`${record}_id`);
  const { rows } = await sql<Omit<UndoPreview, 'kept' | 'looked_rows' | 'total_rows'>>`
    select count(*) filter (where reason is null)::int as removed_count, count(reason)::int as kept_count,
      (select count(distinct ${id})::int from changed where reason is null) as restored_count,
      (select count(distinct ${id})::int from changed where reason is not null) as kept_changed_count
    from created`.execute(db);
  const counts = rows[0]!;
  preview.removed_count += counts.removed_count;
  preview.kept_count += counts.kept_count;
  preview.restored_count += counts.restored_count;
  preview.kept_changed_count += counts.kept_changed_count;
  const wanted = shownCount - preview.kept.length;
  if (wanted <= 0 || counts.kept_count + counts.kept_changed_count === 0) return;
  const { rows: kept } = await sql<KeptRecord>`
    select ${record}::text as record, s.record_id, c.name, s.row_number, s.reason, s.fields from (
      select ${id} as record_id, row_number, reason, null::jsonb as fields from created where reason is not null
      union all
      select ${id}, min(row_number), null, jsonb_object_agg(field, jsonb_build_object(
        'state', reason, 'before', before, 'after', after)) from changed where reason is not null group by ${id}
    ) s left join ${sql.table(record)} c on c.id = s.record_id
    order by s.row_number limit ${wanted}`.execute(db);
  preview.kept.push(...kept);
}
