import { tellWayInAdded } from '#features/portal-access/tell-way-in-added.ts';
import type { SessionOwner } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { linkIdentity } from './link-identity.ts';
import type { KnownPerson } from './trips/complete-trip.ts';

/** As `linkIdentity`, for somebody who has been in before: he is told by mail, unless he was linked already. */
export async function linkAndTell(ctx: Context, owner: SessionOwner, person: KnownPerson): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const sign_in_identity_id = await linkIdentity(ctx, owner, person);
    if (sign_in_identity_id !== null) await tellWayInAdded(ctx, owner, { sign_in_identity_id });
  });
}
