import { readCookie, writeCookie } from '#platform/http/cookies.ts';
import type { Side } from './session.ts';

const names = { console: 'agent_device', portal: 'portal_device' } as const satisfies Record<Side, string>;
const year = 365 * 24 * 3_600;

/** The `Set-Cookie` value by which a browser is known again, so that strangers' guesses do not lock its owner out. */
export function deviceCookie(side: Side, device: string, { protocol }: Pick<URL, 'protocol'>): string {
  return writeCookie(names[side], device, { isSecure: protocol === 'https:', max_age: year });
}

/** What this browser was given at its last sign-in, or null. */
export function readDeviceCookie(side: Side, { headers, url }: Pick<Request, 'headers' | 'url'>): string | null {
  return readCookie(headers, names[side], new URL(url).protocol === 'https:');
}
