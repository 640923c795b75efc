import type { Audience } from '#features/sign-in-providers/sign-in-provider.ts';
import type { Context } from '#platform/context.ts';
import type { RateLimit } from '#platform/rate-limit.ts';

/** What somebody goes to a provider for: to come in, to link himself there to who he is here, or, as an admin, to try it out. */
export type TripPurpose = 'sign_in' | 'link' | 'test';

/**
 * A way to a provider and back, as the browser that went keeps it in a sealed cookie: nothing of it is in the database, so that nobody
 * fills that by pressing a button, and the answer to it is worth nothing in another browser.
 */
export interface Trip {
  provider_id: number;
  audience: Audience;
  purpose: TripPurpose;
  /** Where to go in the end; a path. */
  return_to: string;
  /** Whose session asked, where the purpose needs one. */
  session_id: number | null;
  state: string;
  nonce: string;
  code_verifier: string;
  /** Milliseconds since 1970. */
  expires_at: number;
}

/** Time to sign in there, with a second factor and a look for the telephone. */
export const tripMs = 15 * 60_000;

export const tripLimits = {
  begin: { name: 'sign_in_providers.begin', points: 60, seconds: 600 },
  complete: { name: 'sign_in_providers.complete', points: 60, seconds: 600 },
} as const satisfies Record<string, RateLimit>;

const what = 'sign_in_provider.trip';

export function sealTrip({ seal }: Context, trip: Trip): string {
  return seal.close(what, JSON.stringify(trip)).toString('base64url');
}

/** The trip that a browser brings back; null for none, one that is too old, or what was not sealed here. */
export function openTrip({ seal, clock }: Context, sealed: string | null): Trip | null {
  const text = sealed && seal.open(what, Buffer.from(sealed, 'base64url'));
  if (!text) return null;
  const trip = JSON.parse(text) as Trip;
  return trip.expires_at > clock.now().getTime() ? trip : null;
}
