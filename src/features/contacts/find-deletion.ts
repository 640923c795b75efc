import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Who has deleted a contact: an agent's name, or null where Maru did or the agent is gone. */
export async function findDeletion(
  ctx: Context,
  { contact_id }: { contact_id: number },
): Promise<{ agent_name: string | null }> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async ({ db }) => {
    const found = await db
      .selectFrom('change_log as change')
      .innerJoin('agent', (join) =>
        join
          .onRef('agent.account_id', '=', 'change.account_id')
          .onRef('agent.id', '=', 'change.caller_id')
          .on('change.caller_kind', '=', 'agent'),
      )
      .select('agent.name as agent_name')
      .where('record', '=', 'contact')
      .where('record_id', '=', contact_id)
      .where('act', '=', 'deleted')
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return found ?? { agent_name: null };
  });
}
