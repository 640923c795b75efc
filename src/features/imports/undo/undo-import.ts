import { recordChange } from '#features/change-log/record-change.ts';
import { endImportSessions } from '#features/imports/end-import-sessions.ts';
import { hasRun } from '#features/imports/has-run.ts';
import { runImportJob } from '#features/imports/import.ts';
import { lockImport } from '#features/imports/lock-import.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';

/**
 * Asks for the undo of an import that is over, finished or not: what it created and nobody has touched since goes, what it
 * changed goes back. Waits for its turn among the account's imports. An undo that had stopped goes on. Asking twice undoes
 * once. Fails as conflict where nothing was written or the import is still at work. Needs `imports.undo`.
 */
export async function undoImport(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'imports.undo');
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const { state } = await lockImport(ctx, id);
    if (state === 'undoing' || state === 'undone') return;
    if (state !== 'done' && state !== 'failed' && state !== 'cancelled') {
      throw new Failure('conflict', 'imports.can_not_undo_yet');
    }
    if (!(await hasRun(ctx, id))) throw new Failure('conflict', 'imports.nothing_to_undo');
    await db
      .updateTable('import')
      .set({
        state: 'undoing',
        state_before_undo: state,
        undo_agent_id: caller.kind === 'agent' ? caller.agent_id : null,
        undo_started_at: null,
        undo_failure_code: null,
        undo_failure_values: null,
        asked_at: clock.now(),
        lease_key: null,
        lease_until: null,
        try_count: 0,
      })
      .where('id', '=', id)
      .execute();
    await recordChange(ctx, { record: 'import', record_id: id, act: 'undo_started' });
    await endImportSessions(ctx, id);
    await enqueue(ctx, runImportJob, { import_id: id });
  });
}
