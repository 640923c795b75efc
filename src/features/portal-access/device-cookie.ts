import { readCookie, writeCookie } from '#platform/http/cookies.ts';

const name = 'portal_device';
const year = 365 * 24 * 3_600;

/** The `Set-Cookie` value by which a browser is known again, so that strangers' guesses do not lock its owner out. */
export function deviceCookie(device: string, { protocol }: Pick<URL, 'protocol'>): string {
  return writeCookie(name, device, { isSecure: protocol === 'https:', max_age: year });
}

/** What this browser was given at its last sign-in, or null. */
export function readDeviceCookie({ headers, url }: Pick<Request, 'headers' | 'url'>): string | null {
  return readCookie(headers, name, new URL(url).protocol === 'https:');
}
