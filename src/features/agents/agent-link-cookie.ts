import { clearCookie, readCookie, writeCookie } from '#platform/http/cookies.ts';

const name = 'agent_link';
const hour = 3_600;

/** The `Set-Cookie` value that keeps a mailed link's token for the hour in which a password is chosen; null forgets it. */
export function agentLinkCookie(token: string | null, { protocol }: Pick<URL, 'protocol'>): string {
  const isSecure = protocol === 'https:';
  return token === null ? clearCookie(name, isSecure) : writeCookie(name, token, { isSecure, max_age: hour });
}

/** The token that this browser has brought from a mailed link; empty without one. */
export function readAgentLinkCookie(request: Request): string {
  return readCookie(request.headers, name, new URL(request.url).protocol === 'https:') ?? '';
}
