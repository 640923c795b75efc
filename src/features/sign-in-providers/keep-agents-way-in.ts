import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/** Refuses the running transaction's change where agents have to use a provider and none is left that they could use. */
export async function keepAgentsWayIn({ db }: Context): Promise<void> {
  const account = await db.selectFrom('account').select('is_agent_provider_required').forUpdate().executeTakeFirst();
  if (!account?.is_agent_provider_required) return;
  const left = await db
    .selectFrom('sign_in_provider')
    .select('id')
    .where('is_for_agents', '=', true)
    .limit(1)
    .executeTakeFirst();
  if (!left) throw new Failure('conflict', 'sign_in_providers.agents_need_one');
}
