import { notAuthorized } from '#features/portal-access/portal-access.ts';
import type { NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { beginContactSession } from './begin-contact-session.ts';
import { createNewcomer } from './create-newcomer.ts';
import { findVouchedOwner } from './find-vouched-owner.ts';
import { linkAndTell } from './link-and-tell.ts';
import { linkIdentity } from './link-identity.ts';
import { findLinked, noteUse } from './linked-identity.ts';
import { beginProof } from './proofs/begin-proof.ts';
import type { KnownPerson } from './trips/complete-trip.ts';

/** He is in, or on the way: `proof` is for the browser that has to prove an address by a mailed code. */
export type Arrived = { session: NewSession } | { proof: string };

/**
 * Lets somebody in whom a provider knows. One who is linked comes in as who he is, wherever his address has gone since. Else an address
 * that the provider vouches for counts as the contact's who has proved the same one here, and who is linked from then on; of whoever
 * has not, or whose provider does not vouch, an address has to be proved by a mailed code first. Somebody whom nobody knows becomes
 * a contact where the account lets anybody sign up. Locked, deactivated, deleted or else unknown, he is refused with the one answer (`portal_access.not_authorized`).
 */
export async function signInContactByProvider(ctx: Context, person: KnownPerson): Promise<Arrived> {
  return inTransaction(ctx, async (ctx) => {
    const linked = await findLinked(ctx, 'contact_id', person);
    if (linked) {
      const session = await beginContactSession(ctx, { contact_id: linked.owner_id, provider_id: person.provider_id });
      await noteUse(ctx, linked.id, person);
      return { session };
    }
    const { address } = person;
    if (!address?.is_vouched) return { proof: await beginProof(ctx, person) };
    const owner = await findVouchedOwner(ctx, address.email);
    if (owner && !owner.is_admittable) throw notAuthorized();
    if (owner && !owner.is_proved) return { proof: await beginProof(ctx, person) };
    const { contact_id } = owner ?? (await createNewcomer(ctx, { email: address.email, name: person.name }));
    await (owner ? linkAndTell : linkIdentity)(ctx, { contact_id }, person);
    return { session: await beginContactSession(ctx, { contact_id, provider_id: person.provider_id }) };
  });
}
