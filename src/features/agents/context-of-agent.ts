import { changedRights } from '#features/accounts/rights/changed-rights.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { rightsOfRole } from '#platform/rights.ts';

/**
 * The context of work that goes on for an agent after his request is over, with the rights that he has by now (threat
 * C03); null once he is deactivated. Work that nobody in particular asked for (`agent_id` null) keeps its own.
 */
export async function contextOfAgent<C extends Context>(ctx: C, agent_id: number | null): Promise<C | null> {
  if (agent_id === null) return ctx;
  const { account_id } = ctx.caller;
  const agent = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('agent')
      .select(['name', 'role', 'language'])
      .select(changedRights('agent.role').as('changed_rights'))
      .where('id', '=', agent_id)
      .where('deactivated_at', 'is', null)
      .executeTakeFirst(),
  );
  if (!agent) return null;
  const { name, role, language: locale } = agent;
  const rights = rightsOfRole(role, agent.changed_rights);
  return { ...ctx, caller: { kind: 'agent', account_id, agent_id, name, role, rights, locale } };
}
