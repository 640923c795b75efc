import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import { linkAndTell } from '#features/sign-in-providers/link-and-tell.ts';
import type { KnownPerson } from '#features/sign-in-providers/trips/complete-trip.ts';
import type { Trip } from '#features/sign-in-providers/trips/trip.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Links the caller to the person that he has come back as. Counts only in the session that asked for it, so that nobody has his own
 * account at a provider linked to somebody else. Fails as conflict where that person comes in as somebody else already.
 */
export async function finishLink(ctx: Context, { trip, person }: { trip: Trip; person: KnownPerson }): Promise<void> {
  const owner = ownSessionOwner(ctx);
  const isOfTrip = trip.purpose === 'link' && trip.audience === ('agent_id' in owner ? 'agent' : 'contact');
  const session_id = 'session_id' in ctx.caller ? ctx.caller.session_id : undefined;
  if (!isOfTrip || trip.session_id === null || trip.session_id !== session_id) {
    throw new Failure('expired', 'sign_in_providers.trip_lost');
  }
  await linkAndTell(ctx, owner, person);
}
