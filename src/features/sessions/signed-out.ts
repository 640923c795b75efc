import { redirectDocument } from 'react-router';
import type { Side } from './session.ts';
import { sessionCookie } from './session-cookie.ts';

/**
 * The answer that ends a visit: the browser forgets its cookie and what it has kept of the pages, so that the back button
 * shows nothing (C04), and stands before the sign-in page. `url` is the request's.
 */
export function signedOut(side: Side, url: Pick<URL, 'protocol'>): Response {
  const headers = new Headers({ 'clear-site-data': '"cache"' });
  headers.append('set-cookie', sessionCookie(side, null, url));
  const path = side === 'portal' ? '/portal/sign-in' : '/sign-in';
  return redirectDocument(`${path}?signed_out`, { status: 303, headers });
}
