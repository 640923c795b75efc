import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { linkAndTell } from './link-and-tell.ts';
import { findLinked, noteUse } from './linked-identity.ts';
import type { KnownPerson } from './trips/complete-trip.ts';

/**
 * Lets an agent in whom a provider knows: one who is linked, or one whose own address the provider vouches for, who is linked from then on,
 * also as his answer to an invitation. Nobody becomes an agent by it, and no claim gives or takes a right. Others, and who is deactivated, are
 * refused with one answer.
 */
export async function signInAgentByProvider(ctx: Context, person: KnownPerson): Promise<NewSession> {
  return inTransaction(ctx, async (ctx) => {
    const linked = await findLinked(ctx, 'agent_id', person);
    const agent_id = linked?.owner_id ?? (await findByAddress(ctx, person));
    if (agent_id === null) throw refused();
    const { numUpdatedRows } = await ctx.db
      .updateTable('agent')
      .set({ last_sign_in_at: ctx.clock.now() })
      .where('id', '=', agent_id)
      .where('deactivated_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw refused();
    if (linked) await noteUse(ctx, linked.id, person);
    else await linkAndTell(ctx, { agent_id }, person);
    return createSession(ctx, { agent_id, is_remembered: false, method: 'provider', provider_id: person.provider_id });
  });
}

async function findByAddress({ db }: Context, { address }: KnownPerson): Promise<number | null> {
  if (!address?.is_vouched) return null;
  const agent = await db.selectFrom('agent').select('id').where('email', '=', address.email).executeTakeFirst();
  return agent?.id ?? null;
}

function refused(): Failure {
  return new Failure('forbidden', 'sign_in_providers.agent_refused');
}
