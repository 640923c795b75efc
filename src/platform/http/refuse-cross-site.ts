import { Failure } from '#platform/failure.ts';
import type { Arrival } from './arrival.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a changing request that another site's page made in a browser: by `Sec-Fetch-Site` where the browser sends
 * it, by `Origin` otherwise. A request with neither does not come from a page; it is let through only when it carries
 * its own key in `Authorization`, never on the strength of a cookie. Signing in and out are covered alike.
 * `address` is the account's own address, for proxies that rewrite the host.
 */
export function refuseCrossSite({ request, url }: Arrival, address: string | null): void {
  if (harmless.has(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const ownOrigins = [url.origin, ...(address && URL.canParse(address) ? [new URL(address).origin] : [])];
  const fromHere = origin !== null && ownOrigins.includes(origin);
  if (site !== null && site !== 'same-origin' && site !== 'none') throw refused();
  if (origin !== null && !fromHere) throw refused();
  if (site === null && origin === null && !request.headers.has('authorization')) throw refused();
}

function refused(): Failure {
  return new Failure('forbidden', 'platform.cross_site');
}
