import { recordChange } from '#features/change-log/record-change.ts';
import type { SessionOwner } from '#features/sessions/create-session.ts';
import { ownerColumn } from '#features/sessions/owner-column.ts';
import type { Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { KnownPerson } from './trips/complete-trip.ts';

/**
 * From now on who is this person at his provider comes in as this contact or agent. Part of acts that have proof of it; asks no
 * permission. Gives the id of the link; null, and changes nothing, where he was linked already. Fails as conflict where the
 * person comes in as somebody else.
 */
export async function linkIdentity(ctx: Context, owner: SessionOwner, person: KnownPerson): Promise<number | null> {
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const now = clock.now();
    const { provider_id, issuer, subject } = person;
    const [column, id] = ownerColumn(owner);
    const known = await db
      .selectFrom('sign_in_identity')
      .select('id')
      .where('provider_id', '=', provider_id)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .where(column, '=', id)
      .executeTakeFirst();
    if (known) return null;
    const taken = 'sign_in_providers.identity_taken' as const;
    const link = await db
      .insertInto('sign_in_identity')
      .values({
        ...{ account_id: caller.account_id, provider_id, issuer, subject, email: person.address?.email ?? null },
        ...{ [column]: id, created_at: now, last_used_at: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
      .catch(conflict('sign_in_identity_of_contacts', taken))
      .catch(conflict('sign_in_identity_of_agents', taken));
    const [record, record_id] = 'agent_id' in owner ? (['agent', id] as const) : (['contact', id] as const);
    const changes = { sign_in_provider: [null, person.provider_name] satisfies [null, string] };
    await recordChange(ctx, { record, record_id, act: 'provider_linked', changes });
    return link.id;
  });
}
