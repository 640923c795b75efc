import { clearCookie, writeCookie } from '#platform/http/cookies.ts';
import type { NewSession } from './create-session.ts';
import { type Side, sides } from './session.ts';

/** The `Set-Cookie` value that lets a browser come in with a new session, or forget the one it has (`null`). `url` is the request's. */
export function sessionCookie(side: Side, session: NewSession | null, { protocol }: Pick<URL, 'protocol'>): string {
  const isSecure = protocol === 'https:';
  if (!session) return clearCookie(sides[side], isSecure);
  const { token, max_age } = session;
  return writeCookie(sides[side], token, { isSecure, ...(max_age !== null && { max_age }) });
}
