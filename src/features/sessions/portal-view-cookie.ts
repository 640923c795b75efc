import { clearCookie, readCookie, writeCookie } from '#platform/http/cookies.ts';
import type { NewSession } from './create-session.ts';

const name = 'portal_view';

/** The `Set-Cookie` value by which an agent's browser sees the portal as a contact, beside whatever session it has there; null ends it. */
export function portalViewCookie(view: NewSession | null, { protocol }: Pick<URL, 'protocol'>): string {
  const isSecure = protocol === 'https:';
  if (!view) return clearCookie(name, isSecure);
  return writeCookie(name, view.token, { isSecure, ...(view.max_age !== null && { max_age: view.max_age }) });
}

/** The token of the view that a request belongs to, or null. */
export function readPortalViewCookie({ headers, url }: Pick<Request, 'headers' | 'url'>): string | null {
  return readCookie(headers, name, new URL(url).protocol === 'https:');
}
