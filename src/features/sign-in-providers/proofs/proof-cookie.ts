import { clearCookie, readCookie, writeCookie } from '#platform/http/cookies.ts';
import { proofMs } from './address-proof.ts';

const name = 'address_proof';

/** The `Set-Cookie` value by which a browser goes on to prove an address; null forgets it. `url` is the request's. */
export function proofCookie(token: string | null, { protocol }: Pick<URL, 'protocol'>): string {
  const isSecure = protocol === 'https:';
  return token === null
    ? clearCookie(name, isSecure)
    : writeCookie(name, token, { isSecure, max_age: proofMs / 1_000 });
}

/** What this browser goes on with; '' is no proof's token. */
export function readProofCookie({ headers, url }: Pick<Request, 'headers' | 'url'>): string {
  return readCookie(headers, name, new URL(url).protocol === 'https:') ?? '';
}
