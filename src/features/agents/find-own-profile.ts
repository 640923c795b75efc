import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { allowAgent } from './allow-agent.ts';

/** What an agent sees of himself. */
export async function findOwnProfile(ctx: Context) {
  const { agent_id } = allowAgent(ctx);
  return inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('agent')
      .select(['name', 'email', 'role', 'language'])
      .where('id', '=', agent_id)
      .executeTakeFirstOrThrow(),
  );
}
