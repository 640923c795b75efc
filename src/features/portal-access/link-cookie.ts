import { clearCookie, readCookie, writeCookie } from '#platform/http/cookies.ts';

const name = 'portal_link';
/** Long enough to think of a password. */
const max_age = 3_600;

/**
 * The `Set-Cookie` value that takes the token of a mailed link out of the address, where history, logs and screenshots
 * would keep it; null forgets it. `url` is the request's.
 */
export function linkCookie(token: string | null, { protocol }: Pick<URL, 'protocol'>): string {
  const isSecure = protocol === 'https:';
  return token === null ? clearCookie(name, isSecure) : writeCookie(name, token, { isSecure, max_age });
}

/** The token of the link that led here; '' without one, which is no link's token. */
export function readLinkCookie({ headers, url }: Pick<Request, 'headers' | 'url'>): string {
  return readCookie(headers, name, new URL(url).protocol === 'https:') ?? '';
}
