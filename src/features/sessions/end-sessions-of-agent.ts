import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { endSessionsOf } from './end-sessions-of.ts';

/**
 * Signs a colleague out of one session, or of all where none is named, as when his laptop is lost; he may sign in again. It
 * stands in his log. A session that is not his is not found. Needs `agents.edit`.
 */
export async function endSessionsOfAgent(
  ctx: Context,
  { agent_id, session_id }: { agent_id: number; session_id?: number },
): Promise<void> {
  allow(ctx, 'agents.edit');
  await inTransaction(ctx, async (ctx) => {
    if (!(await endSessionsOf(ctx, { agent_id }, { session_id }))) return;
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'sessions_ended' });
  });
}
