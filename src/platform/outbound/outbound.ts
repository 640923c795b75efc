import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type AllowedHosts, isAllowedHost } from './allowed-hosts.ts';
import { isPublicAddress } from './is-public-address.ts';

/** Requests to addresses that somebody has typed into Maru, or that a site of his names. */
export interface Outbound {
  /**
   * Asks another site. Follows no redirect and keeps no cookie. Only http and https at their own ports, and only machines
   * of the public internet, unless the installation's settings allow the host: the address is checked at the moment of
   * connecting, so that a name that changes its mind leads nowhere. Fails as `OutboundRefused` for what is not allowed,
   * beyond `limit_bytes` (512 kB unless told) and after `deadline_ms` (5 s unless told) for the whole exchange.
   */
  fetch(url: string | URL, init?: OutboundRequest): Promise<Response>;
  close(): Promise<void>;
}

export interface OutboundRequest {
  method?: string;
  headers?: HeadersInit;
  body?: string | URLSearchParams | Uint8Array | null;
  limit_bytes?: number;
  deadline_ms?: number;
}

/** Why an outbound request was not made or not read to its end. */
export class OutboundRefused extends Error {
  readonly reason: 'address' | 'too_large' | 'too_slow' | 'unreachable';

  constructor(reason: OutboundRefused['reason'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutboundRefused';
    this.reason = reason;
  }
}

const defaultLimitBytes = 512 * 1024;
const defaultDeadlineMs = 5_000;
/** Answers without a body; a Response refuses to be made with one. */
const bodiless = new Set([101, 204, 205, 304]);

/** Opens the way out. `allowed` are hosts that may lie in a private network, and their ports. */
export function createOutbound({
  allowed,
  resolve = lookup,
}: {
  allowed: AllowedHosts;
  resolve?: typeof lookup;
}): Outbound {
  let ways: ReturnType<typeof openWays> | null = null;

  return {
    async fetch(address, { limit_bytes = defaultLimitBytes, deadline_ms = defaultDeadlineMs, ...init } = {}) {
      const url = new URL(address);
      const isAllowed = isAllowedHost(allowed, url);
      refuseAddress(url, isAllowed);
      const signal = AbortSignal.timeout(deadline_ms);
      try {
        ways ??= openWays(resolve);
        const { fetch, guarded, open } = await ways;
        const response = await fetch(url, {
          method: init.method ?? 'GET',
          headers: Object.fromEntries(new Headers(init.headers)),
          body: init.body ?? null,
          redirect: 'manual',
          signal,
          dispatcher: isAllowed ? open : guarded,
        });
        const body = await readBody(response.body, limit_bytes);
        return new Response(bodiless.has(response.status) ? null : body, {
          status: response.status,
          headers: [...response.headers],
        });
      } catch (error) {
        throw asRefused(error, url, signal);
      }
    },
    async close() {
      const opened = await ways;
      await Promise.all([opened?.guarded.destroy(), opened?.open.destroy()]);
    },
  };
}

/** The library and its connections, with the first request: a hundred modules that a start need not wait for. */
async function openWays(resolve: typeof lookup) {
  const { Agent, fetch } = await import('undici');
  const guarded = new Agent({
    connect: { lookup: publicOnly(resolve), timeout: defaultDeadlineMs },
    connections: 8,
    pipelining: 0,
    keepAliveTimeout: 1_000,
    maxHeaderSize: 16 * 1024,
  });
  const open = new Agent({ connect: { timeout: defaultDeadlineMs }, connections: 8, keepAliveTimeout: 1_000 });
  return { fetch, guarded, open };
}

function refuseAddress(url: URL, isAllowed: boolean): void {
  const refused = (why: string) => new OutboundRefused('address', `${url.origin} is refused: ${why}`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('neither http nor https');
  if (url.username || url.password) throw refused('it carries a name or a password');
  if (isAllowed) return;
  if (url.port !== '') throw refused('another port than 80 and 443');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isNumeric = /^[\d.]+$/.test(host) || host.includes(':');
  // A number is never looked up, so it is checked here; names are checked when they are.
  if (isNumeric && !isPublicAddress(host)) throw refused('not an address of the public internet');
  if (/(^|\.)localhost\.?$/i.test(host) || !(isNumeric || host.includes('.'))) throw refused('a name of this machine');
}

/** A look-up that gives the connection nothing but public addresses; one private answer among them spoils all. */
function publicOnly(resolve: typeof lookup): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address))) {
        const refused = new OutboundRefused('address', `${hostname} leads to an address that is not public`);
        return done(refused as NodeJS.ErrnoException, '', 0);
      }
      if (options.all) return done(null, found);
      done(null, found[0]!.address, found[0]!.family);
    });
  };
}

async function readBody(body: AsyncIterable<Uint8Array> | null, limit_bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.byteLength;
    if (length > limit_bytes) throw new OutboundRefused('too_large', `more than ${limit_bytes} bytes`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function asRefused(error: unknown, url: URL, signal: AbortSignal): OutboundRefused {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof OutboundRefused) return at;
  if (signal.aborted) return new OutboundRefused('too_slow', `${url.origin} took too long`, error);
  return new OutboundRefused('unreachable', `${url.origin} does not answer`, error);
}
