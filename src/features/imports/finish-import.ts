import { contextOfAgent } from '#features/agents/context-of-agent.ts';
import { inviteImported } from '#features/bulk-actions/invite-imported.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure } from '#platform/failure.ts';
import { enqueueNext } from './enqueue-next.ts';
import { importFinishedEmail } from './import-finished.email.ts';
import type { TakenImport } from './take-import.ts';
import { finishUndo } from './undo/finish-undo.ts';

/**
 * Ends a check, a run or an undo: the state says how, who started it gets a mail when a run is over, and the account's next
 * import begins. Does nothing when the import is no longer the worker's.
 */
export async function finishImport(ctx: Context, taken: TakenImport, failure: Failure | null): Promise<void> {
  if (taken.phase === 'undo') return finishUndo(ctx, taken, failure);
  await inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const ended = failure ? 'failed' : taken.phase === 'run' ? 'done' : 'checked';
    const { numUpdatedRows } = await db
      .updateTable('import')
      .set({
        state: ended,
        finished_at: clock.now(),
        failure_code: failure?.code ?? null,
        failure_values: failure ? JSON.stringify(failure.more.values ?? {}) : null,
        lease_key: null,
        lease_until: null,
      })
      .where('id', '=', taken.id)
      .where('lease_key', '=', taken.lease_key)
      .executeTakeFirst();
    if (numUpdatedRows === 0n || taken.phase === 'check') return;
    await tellStarter(ctx, taken);
    // A file that broke off is looked at first; what it has brought can be invited from its page.
    if (taken.has_invitations && !failure) await inviteAfterwards(ctx, taken);
    await enqueueNext(ctx);
  });
}

/**
 * Whoever started the import invites, with the rights that he has by now. An import that is done stays done, also where an
 * invitation can not be made; its page offers it again.
 */
async function inviteAfterwards(ctx: Context, { id, agent_id }: TakenImport): Promise<void> {
  const starter = await contextOfAgent(ctx, agent_id);
  if (!starter) return;
  try {
    await inviteImported(starter, { import_id: id });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    ctx.log.warn({ import_id: id, reason: error.code }, 'nobody was invited after an import');
  }
}

async function tellStarter(ctx: Context, { id, agent_id }: TakenImport): Promise<void> {
  if (agent_id === null) return;
  const agent = await ctx.db
    .selectFrom('agent')
    .select(['email', 'language'])
    .where('id', '=', agent_id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!agent) return;
  await enqueueMail(ctx, importFinishedEmail, {
    ids: { import_id: id },
    to_address: agent.email,
    language: agent.language,
    agent_id,
  });
}
