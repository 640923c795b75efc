import { randomUUID } from 'node:crypto';
import { type BlockList, isIP } from 'node:net';
import type { Origin } from '#platform/context.ts';

/** A request as it reached Maru, after trusted proxies were believed and untrusted ones were not. */
export interface Arrival {
  readonly request: Request;
  /** The address that the caller's browser shows. */
  readonly url: URL;
  readonly origin: Origin;
}

/** Where the connection itself comes from. */
export interface Peer {
  address: string;
}

/**
 * Settles what a request says about itself. The client's address is the nearest one in `X-Forwarded-For` that is not a
 * trusted proxy; protocol and host follow `X-Forwarded-Proto` and `-Host` only from a trusted peer.
 */
export function arrivalOf(request: Request, peer: Peer, trusted: BlockList): Arrival {
  const url = new URL(request.url);
  const peerAddress = plainAddress(peer.address);
  const { headers } = request;
  const isTrusted = isIn(trusted, peerAddress);
  if (isTrusted) {
    const protocol = lastOf(headers.get('x-forwarded-proto'));
    if (protocol === 'https' || protocol === 'http') url.protocol = protocol;
    const host = lastOf(headers.get('x-forwarded-host'));
    if (host && /^[a-z0-9._-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(host)) {
      url.port = '';
      url.host = host;
    }
  }
  const ip = isTrusted ? clientAddress(headers.get('x-forwarded-for'), peerAddress, trusted) : peerAddress;
  const user_agent = (headers.get('user-agent') ?? '').slice(0, 400);
  const origin = { request_id: requestId(isTrusted ? headers.get('x-request-id') : null), ip, user_agent };
  return { request: url.href === request.url ? request : movedTo(url, request), url, origin };
}

function clientAddress(forwarded: string | null, peerAddress: string, trusted: BlockList): string {
  let nearest = peerAddress;
  for (const hop of (forwarded ?? '').split(',').reverse()) {
    const address = plainAddress(hop.trim());
    if (isIP(address) === 0) break;
    nearest = address;
    if (!isIn(trusted, address)) break;
  }
  return nearest;
}

function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** `::ffff:127.0.0.1`, as a socket for both families says it, is `127.0.0.1`. */
function plainAddress(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

function lastOf(list: string | null): string | undefined {
  return list?.split(',').at(-1)?.trim();
}

function requestId(fromProxy: string | null): string {
  return fromProxy && /^[\w-]{8,64}$/.test(fromProxy) ? fromProxy : randomUUID();
}

function movedTo(url: URL, request: Request): Request {
  const { method, headers, signal, body } = request;
  return new Request(url, { method, headers, signal, body, ...(body ? { duplex: 'half' } : {}) } as RequestInit);
}
