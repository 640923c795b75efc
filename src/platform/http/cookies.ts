export interface CookieSettings {
  /** True where the caller reached us by https: the cookie gets the `__Host-` name and never leaves that door. */
  isSecure: boolean;
  /** Seconds it lives; left out, it ends with the browser's session. */
  max_age?: number;
}

/**
 * A `Set-Cookie` value that scripts can't read and other sites' forms don't send: HttpOnly, SameSite=Lax, Path=/, no
 * Domain, and over https Secure under a `__Host-` name.
 */
export function writeCookie(name: string, value: string, { isSecure, max_age }: CookieSettings): string {
  const parts = [`${cookieName(name, isSecure)}=${encodeURIComponent(value)}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (isSecure) parts.push('Secure');
  if (max_age !== undefined) parts.push(`Max-Age=${Math.floor(max_age)}`);
  return parts.join('; ');
}

/** The `Set-Cookie` value that makes a browser forget a cookie. */
export function clearCookie(name: string, isSecure: boolean): string {
  return writeCookie(name, '', { isSecure, max_age: 0 });
}

/** A cookie's value, or null. Of two with one name the first counts, as browsers send the most specific first. */
export function readCookie(headers: Headers, name: string, isSecure: boolean): string | null {
  const wanted = `${cookieName(name, isSecure)}=`;
  const pair = (headers.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(wanted));
  if (pair === undefined) return null;
  try {
    return decodeURIComponent(pair.slice(wanted.length));
  } catch {
    return null;
  }
}

function cookieName(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}
