import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { type Agent, agentColumns, agentOfRow } from './agent.ts';

/** One colleague, for who may change agents. */
export async function findAgent(ctx: Context, { agent_id }: { agent_id: number }): Promise<Agent> {
  allow(ctx, 'agents.edit');
  return inTransaction(ctx, async ({ db, clock }) => {
    const row = await db.selectFrom('agent').select(agentColumns).where('id', '=', agent_id).executeTakeFirst();
    if (!row) throw new Failure('not_found', 'platform.not_found');
    return agentOfRow(row, clock.now());
  });
}
