import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';
import type { linkLife } from './agent.ts';

export interface AgentLink {
  id: number;
  agent_id: number;
  name: string;
  email: string;
  is_owner: boolean;
  expires_at: Date;
}

/**
 * What a mailed link stands for: whose it is and until when. Looking spends nothing. Fails as expired, with the same
 * sentence, for a link that is spent, replaced, too old, of another purpose or account, or none at all.
 */
export async function findAgentLink(
  ctx: Context,
  { purpose, token }: { purpose: keyof typeof linkLife; token: string },
): Promise<AgentLink> {
  return inTransaction(ctx, async ({ db, clock }) => {
    const link = await db
      .selectFrom('agent_link')
      .innerJoin('agent', (join) =>
        join.onRef('agent.account_id', '=', 'agent_link.account_id').onRef('agent.id', '=', 'agent_link.agent_id'),
      )
      .select(['agent_link.id', 'agent_id', 'agent.name', 'agent.email', 'agent.is_owner', 'agent_link.expires_at'])
      .where('token_hash', '=', hashToken(token))
      .where('purpose', '=', purpose)
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .where('agent_link.expires_at', '>', clock.now())
      .where('agent.deactivated_at', 'is', null)
      // Held until the act that spends it is done: of two at once the second finds it spent.
      .forUpdate('agent_link')
      .executeTakeFirst();
    if (!link) throw new Failure('expired', 'agents.link_expired');
    return link;
  });
}
