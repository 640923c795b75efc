import { allow, type Context } from '#platform/context.ts';
import { type ListedSession, listSessionsOf } from './list-sessions-of.ts';

/** Where a colleague is signed in. Needs `agents.edit`. */
export async function listSessionsOfAgent(ctx: Context, { agent_id }: { agent_id: number }): Promise<ListedSession[]> {
  allow(ctx, 'agents.edit');
  return listSessionsOf(ctx, { agent_id });
}
