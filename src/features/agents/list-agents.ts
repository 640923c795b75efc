import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type Agent, stateOfAgent } from './agent.ts';

/** Everybody who works in the console, by name, deactivated ones last; at most 2,000, which is all there may be. */
export async function listAgents(ctx: Context): Promise<Agent[]> {
  allow(ctx, 'agents.edit');
  return inTransaction(ctx, async ({ db, clock }) => {
    const rows = await db
      .selectFrom('agent')
      .select([
        'id',
        'name',
        'email',
        'role',
        'language',
        'invited_at',
        'deactivated_at',
        'last_sign_in_at',
        'created_at',
      ])
      .select(['password_set_at', 'locked_until'])
      .orderBy((row) => row('deactivated_at', 'is not', null))
      .orderBy('name')
      .orderBy('id')
      .limit(2_000)
      .execute();
    const now = clock.now();
    return rows.map(({ password_set_at, locked_until, ...agent }) => ({
      ...agent,
      state: stateOfAgent({ password_set_at, locked_until, deactivated_at: agent.deactivated_at }, now),
    }));
  });
}
