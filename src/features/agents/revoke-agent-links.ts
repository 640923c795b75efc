import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Ends all mailed links of an agent, invitation and reset: for good, whatever becomes of him later. Part of the acts that
 * change what he may do or how he gets in (threat B05); asks no permission.
 */
export async function revokeAgentLinks(ctx: Context, { agent_id }: { agent_id: number }): Promise<void> {
  await inTransaction(ctx, ({ db, clock }) =>
    db
      .updateTable('agent_link')
      .set({ replaced_at: clock.now() })
      .where('agent_id', '=', agent_id)
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .execute(),
  );
}
