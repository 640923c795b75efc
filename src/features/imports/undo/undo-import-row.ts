import { recordChange } from '#features/change-log/record-change.ts';
import { findRowRecord } from '#features/imports/find-row-record.ts';
import { lockImport } from '#features/imports/lock-import.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { inUndoSession } from './in-undo-session.ts';
import { listRecordStretches } from './list-record-stretches.ts';
import { noteUndone } from './note-undone.ts';
import { undoEngineOf } from './undo-engine.ts';
import { createUndoTables, type UndoWork } from './undo-work.ts';

/** What became of the contact or company: it is gone, it has back all that the import changed, or it or something of it stays. */
export type RowUndone = 'removed' | 'restored' | 'kept';

/**
 * Undoes at once what an import did to the contact or company of one row, through whichever of its rows; companies of contacts stay. What somebody
 * has touched since stays and is written down. Fails as conflict while the import is at work or undone, and as not_found for a
 * row that did nothing to anybody who is there. Needs `imports.undo`.
 */
export async function undoImportRow(
  ctx: Context,
  { id, row_number }: { id: number; row_number: number },
): Promise<{ outcome: RowUndone }> {
  allow(ctx, 'imports.undo');
  const undoRow = async (ctx: Context) => {
    const { db, caller, clock } = ctx;
    const { record, state, created_at } = await lockImport(ctx, id);
    if (state !== 'done' && state !== 'failed' && state !== 'cancelled') {
      throw new Failure('conflict', state === 'undone' ? 'imports.is_undone' : 'imports.can_not_undo_yet');
    }
    const record_id = await findRowRecord(ctx, { id, record, row_number });
    const work: UndoWork = {
      ctx,
      db,
      account_id: caller.account_id,
      import_id: id,
      agent_id: caller.kind === 'agent' ? caller.agent_id : null,
      since: created_at,
      at: clock.now(),
      record,
      record_id,
      isPreview: false,
    };
    const outcome = await undoRecord(work, record_id);
    await recordChange(ctx, { record: 'import', record_id: id, act: 'row_undone' });
    return { outcome };
  };
  return inUndoSession(ctx, (ctx) => inTransaction(ctx, undoRow));
}

/** In the order in which the whole undo goes: a creation first, then changes from the latest stretch back. */
async function undoRecord(work: UndoWork, record_id: number): Promise<RowUndone> {
  const { ctx, db, import_id, record } = work;
  const { judgeCreated, removeCreated, judgeChanged, putBack } = undoEngineOf(work);
  const { created, changed } = await listRecordStretches(ctx, { import_id, record, record_id });
  for (const stretch of created) {
    await createUndoTables(work);
    await judgeCreated(work, stretch);
    await removeCreated(work);
    await noteUndone(work);
  }
  for (const stretch of changed.toReversed()) {
    await createUndoTables(work);
    await judgeChanged(work, stretch);
    await putBack(work);
    await noteUndone(work);
  }
  const noted = await db
    .selectFrom('import_undo_record')
    .select('outcome')
    .where('import_id', '=', import_id)
    .where('record', '=', record)
    .where('record_id', '=', record_id)
    .executeTakeFirst();
  if (!noted) throw new Failure('not_found', 'imports.row_did_nothing');
  return noted.outcome;
}
