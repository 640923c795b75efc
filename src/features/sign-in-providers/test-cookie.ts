import { readCookie, writeCookie } from '#platform/http/cookies.ts';

const name = 'sign_in_test';

/** The `Set-Cookie` value that shows an admin what came back from his test; for a minute. `url` is the request's. */
export function testCookie(sealed: string, { protocol }: Pick<URL, 'protocol'>): string {
  return writeCookie(name, sealed, { isSecure: protocol === 'https:', max_age: 60 });
}

/** What came back within the minute, or null. */
export function readTestCookie({ headers, url }: Pick<Request, 'headers' | 'url'>): string | null {
  return readCookie(headers, name, new URL(url).protocol === 'https:');
}
