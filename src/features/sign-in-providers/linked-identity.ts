import type { Context } from '#platform/context.ts';
import type { KnownPerson } from './trips/complete-trip.ts';

/** Who a person of a provider is here, as a contact or as an agent: the identity's id and its owner's; null where he is linked to nobody. */
export async function findLinked(
  { db }: Context,
  column: 'contact_id' | 'agent_id',
  { provider_id, issuer, subject }: KnownPerson,
): Promise<{ id: number; owner_id: number } | null> {
  const row = await db
    .selectFrom('sign_in_identity')
    .select(['id', column])
    .where('provider_id', '=', provider_id)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where(column, 'is not', null)
    .executeTakeFirst();
  return row ? { id: row.id, owner_id: row[column]! } : null;
}

/** Notes that somebody has just come in by an identity, and what his provider calls him now. */
export async function noteUse({ db, clock }: Context, id: number, { address }: KnownPerson): Promise<void> {
  await db
    .updateTable('sign_in_identity')
    .set({ last_used_at: clock.now(), ...(address && { email: address.email }) })
    .where('id', '=', id)
    .execute();
}
