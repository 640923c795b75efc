import { clearCookie, readCookie, writeCookie } from '#platform/http/cookies.ts';
import { tripMs } from './trip.ts';

const name = 'sign_in_trip';

/**
 * The `Set-Cookie` value that binds a way to a provider to the browser that goes; null forgets it. Lax, as all of ours: it comes back with the
 * plain visit by which every answer arrives, and with nothing that another site sends. `url` is the request's.
 */
export function tripCookie(sealed: string | null, { protocol }: Pick<URL, 'protocol'>): string {
  const isSecure = protocol === 'https:';
  return sealed === null
    ? clearCookie(name, isSecure)
    : writeCookie(name, sealed, { isSecure, max_age: tripMs / 1_000 });
}

/** What this browser has gone with, or null. */
export function readTripCookie(
  { headers }: Pick<Request, 'headers'>,
  { protocol }: Pick<URL, 'protocol'>,
): string | null {
  return readCookie(headers, name, protocol === 'https:');
}
