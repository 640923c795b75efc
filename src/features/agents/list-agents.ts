import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type Agent, agentColumns, agentOfRow } from './agent.ts';

/** Everybody who works in the console, by name, deactivated ones last; at most 2,000, which is all there may be. */
export async function listAgents(ctx: Context): Promise<Agent[]> {
  allow(ctx, 'agents.edit');
  return inTransaction(ctx, async ({ db, clock }) => {
    const rows = await db
      .selectFrom('agent')
      .select(agentColumns)
      .orderBy((row) => row('deactivated_at', 'is not', null))
      .orderBy('name')
      .orderBy('id')
      .limit(2_000)
      .execute();
    return rows.map((row) => agentOfRow(row, clock.now()));
  });
}
