import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { findRowContact } from './find-row-contact.ts';
import { inUndoSession } from './in-undo-session.ts';
import { judgeChanged } from './judge-changed.ts';
import { judgeCreated } from './judge-created.ts';
import { listContactStretches } from './list-contact-stretches.ts';
import { lockImport } from './lock-import.ts';
import { noteUndone } from './note-undone.ts';
import { putBack } from './put-back.ts';
import { removeCreated } from './remove-created.ts';
import { createUndoTables, type UndoWork } from './undo-work.ts';

/** What became of the contact: he is gone, he has back all that the import changed, or he or something of his stays. */
export type RowUndone = 'removed' | 'restored' | 'kept';

/**
 * Undoes at once what an import did to the contact of one row, through whichever of its rows; companies stay. What somebody
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
    const { state, created_at } = await lockImport(ctx, id);
    if (state !== 'done' && state !== 'failed' && state !== 'cancelled') {
      throw new Failure('conflict', state === 'undone' ? 'imports.is_undone' : 'imports.can_not_undo_yet');
    }
    const contact_id = await findRowContact(ctx, { id, row_number });
    const work: UndoWork = {
      ctx,
      db,
      account_id: caller.account_id,
      import_id: id,
      agent_id: caller.kind === 'agent' ? caller.agent_id : null,
      since: created_at,
      at: clock.now(),
      contact_id,
      isPreview: false,
    };
    const outcome = await undoContact(work, contact_id);
    await recordChange(ctx, { record: 'import', record_id: id, act: 'row_undone' });
    return { outcome };
  };
  return inUndoSession(ctx, (ctx) => inTransaction(ctx, undoRow));
}

/** In the order in which the whole undo goes: a creation first, then changes from the latest stretch back. */
async function undoContact(work: UndoWork, contact_id: number): Promise<RowUndone> {
  const { ctx, db, import_id } = work;
  const { created, changed } = await listContactStretches(ctx, { import_id, contact_id });
  for (const stretch of created) {
    await createUndoTables(db);
    await judgeCreated(work, stretch);
    await removeCreated(work);
    await noteUndone(work);
  }
  for (const stretch of changed.toReversed()) {
    await createUndoTables(db);
    await judgeChanged(work, stretch);
    await putBack(work);
    await noteUndone(work);
  }
  const noted = await db
    .selectFrom('import_undo_record')
    .select('outcome')
    .where('import_id', '=', import_id)
    .where('record', '=', 'contact')
    .where('record_id', '=', contact_id)
    .executeTakeFirst();
  if (!noted) throw new Failure('not_found', 'imports.row_did_nothing');
  return noted.outcome;
}
