import { data } from 'react-router';
import type { BegunTrip } from './begin-trip.ts';
import { tripCookie } from './trip-cookie.ts';

/** What the page that leads on to a provider is drawn from, with the cookie that binds the way to this browser. */
export function leavingAnswer({ url, sealed, provider: { kind, name } }: BegunTrip, from: URL) {
  return data({ url, provider: { kind, name } }, { headers: { 'set-cookie': tripCookie(sealed, from) } });
}
