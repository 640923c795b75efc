import { randomBytes } from 'node:crypto';
import { BlockList } from 'node:net';
import { Hono } from 'hono';
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router';
import { Failure } from '#platform/failure.ts';
import { localeOfRequest } from '#platform/i18n/locale-of-request.ts';
import { inTurn } from '#platform/in-turn.ts';
import type { Log } from '#platform/log.ts';
import { answerFailures } from './answer-failures.ts';
import { type Arrival, arrivalOf, type Peer } from './arrival.ts';
import { type Assets, assetResponse, messagesUrl, wordsUrl } from './assets.ts';
import { compressed } from './compress.ts';
import { readCookie } from './cookies.ts';
import { failureResponse, withReturnPath } from './failure-response.ts';
import { defaultBodyLimit, limitBody } from './limit-body.ts';
import { contextKey, surroundingsKey } from './page-context.ts';
import { refuseCrossSite } from './refuse-cross-site.ts';
import type { Door, RequestContext, SiteEnv } from './request-context.ts';
import { secureHeaders } from './security-headers.ts';

export interface SiteParts {
  /** React Router's server build; left out where only endpoints are wanted, as tests of the API do. */
  pages?: ServerBuild;
  /** The browser's build, from `readAssets`. */
  assets?: Assets;
  /** Everything that is no page: REST, event streams, uploads. Asked before the pages. */
  endpoints: Hono<SiteEnv>;
  /**
   * Who calls, at which account; or the answer itself for what concerns no account. May throw a Failure, such as
   * not_found for an unknown host. Changes nothing.
   */
  identify(arrival: Arrival): Promise<RequestContext | Response>;
  /** The path of the sign-in page for a page's address: the console's or the portal's. */
  signInPath(url: URL): string;
  log: Log;
  /** Whose `X-Forwarded-*` are believed; nobody's unless told. */
  trusted_proxies?: BlockList;
  /** Paths that take a form from another site's page; whoever answers there must change nothing by it. */
  foreign_forms?: RegExp;
  /**
   * Paths of which only so many forms are answered at once and so many more wait in line: one more is told to come again before
   * anything is done for it, so that a flood of sign-ins does not stand in everybody's way to the database.
   */
  crowded?: { path: RegExp; at_once: number; waiting: number };
  /** Paths whose bodies may be larger than 1 MB, such as uploads. */
  body_limits?: readonly { path: RegExp; limit_bytes: number }[];
}

export interface Site {
  /** Answers one request; never rejects. */
  fetch(request: Request, peer: Peer): Promise<Response>;
  /** Ends event streams, so that the server can drain. */
  close(): void;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Maru's web side as one function from request to response: what stands between the socket and the doors. */
export function createSite(parts: SiteParts): Site {
  const trusted = parts.trusted_proxies ?? new BlockList();
  const closing = new AbortController();
  const doors = doorsOf(parts);
  const turn = parts.crowded && inTurn(parts.crowded);

  /** Answers, unless too many have asked for the same already. */
  async function answerOne(arrival: Arrival, round: Round): Promise<Response> {
    const isOfCrowd = arrival.request.method === 'POST' && parts.crowded?.path.test(arrival.url.pathname);
    const answered = () => answer(parts, doors, arrival, round);
    return turn && isOfCrowd ? turn(answered) : answered();
  }

  return {
    async fetch(request, peer) {
      const startedAt = performance.now();
      const arrival = arrivalOf(request, peer, trusted);
      const nonce = randomBytes(16).toString('base64');
      let response: Response;
      try {
        response = await answerOne(arrival, { nonce, closing: closing.signal });
      } catch (thrown) {
        response = troubleResponse(thrown, arrival, parts);
      }
      return finished(response, arrival, { nonce, startedAt, log: parts.log });
    },
    close: () => closing.abort(),
  };
}

interface Round {
  nonce: string;
  closing: AbortSignal;
}

async function answer(parts: SiteParts, doors: Doors, arrival: Arrival, round: Round): Promise<Response> {
  const { request, url } = arrival;
  if (!methods.has(request.method)) throw new Failure('invalid', 'platform.method_unknown');
  const asset = parts.assets && assetResponse(parts.assets, request, url.pathname);
  if (asset) return asset;
  const known = await parts.identify(arrival);
  if (known instanceof Response) return known;
  if (!parts.foreign_forms?.test(url.pathname)) refuseCrossSite(arrival, known.address);
  const limit = parts.body_limits?.find(({ path }) => path.test(url.pathname))?.limit_bytes ?? defaultBodyLimit;
  const limited = limitBody(request, limit);
  return doors.fetch(limited, { ...known, arrival, ...round });
}

type Inside = Door & Round;
type Doors = Hono<{ Bindings: Inside }>;

/** Endpoints first, then pages; a Failure or a bug from an endpoint is answered here. */
function doorsOf(parts: SiteParts): Doors {
  const render = parts.pages && createRequestHandler(answerFailures(parts.pages, parts.signInPath), 'production');
  const doors = new Hono<{ Bindings: Inside }>();
  doors.route('/', parts.endpoints);
  doors.onError((thrown, { env }) => troubleResponse(thrown, env.arrival, parts, env));
  doors.notFound(({ req, env }) => {
    const isPage = render && !req.path.startsWith('/api/');
    if (isPage) return render(req.raw, surroundings(env, parts));
    return troubleResponse(new Failure('not_found', 'platform.not_found'), env.arrival, parts, env);
  });
  return doors;
}

function surroundings({ ctx, time_zone, arrival, nonce }: Inside, { log, assets }: SiteParts): RouterContextProvider {
  const isSecure = arrival.url.protocol === 'https:';
  const theme = readCookie(arrival.request.headers, 'theme', isSecure);
  const density = readCookie(arrival.request.headers, 'density', isSecure);
  const provider = new RouterContextProvider();
  provider.set(contextKey, ctx);
  provider.set(surroundingsKey, {
    locale: ctx.caller.locale,
    time_zone,
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    density: density === 'compact' || density === 'comfortable' ? density : null,
    drawn_at: ctx.clock.now().getTime(),
    messages_url: assets ? messagesUrl(assets, ctx.caller.locale) : null,
    wordsUrl: (feature) => (assets ? wordsUrl(assets, feature, ctx.caller.locale) : null),
    nonce,
    request_id: arrival.origin.request_id,
    reportBug: (error) => logBug(log, error, arrival),
  });
  return provider;
}

function troubleResponse(thrown: unknown, arrival: Arrival, parts: SiteParts, known?: RequestContext): Response {
  const { request, url, origin } = arrival;
  if (!(thrown instanceof Failure) && !request.signal.aborted) logBug(parts.log, thrown, arrival);
  return failureResponse(thrown, {
    request,
    locale: known?.ctx.caller.locale ?? localeOfRequest(request.headers, {}),
    request_id: origin.request_id,
    signInPath: request.method === 'GET' ? withReturnPath(parts.signInPath(url), url) : null,
  });
}

function finished(
  response: Response,
  arrival: Arrival,
  { nonce, startedAt, log }: { nonce: string; startedAt: number; log: Log },
): Response {
  const { request, url, origin } = arrival;
  const isPage = (response.headers.get('content-type') ?? '').startsWith('text/html');
  // Answers that come from elsewhere (Response.redirect, fetch) can not be written to.
  const open = new Response(response.body, { status: response.status, headers: new Headers(response.headers) });
  secureHeaders(open.headers, { ...(isPage ? { nonce } : {}), isSecure: url.protocol === 'https:' });
  if (isPage) open.headers.append('vary', 'Cookie, Accept-Language');
  open.headers.set('x-request-id', origin.request_id);
  log.info(
    {
      request_id: origin.request_id,
      method: request.method,
      path: withoutSecrets(url.pathname),
      status: open.status,
      milliseconds: Math.round(performance.now() - startedAt),
    },
    'answered',
  );
  return compressed(request, open);
}

function logBug(log: Log, error: unknown, { request, url, origin }: Arrival): void {
  const where = { request_id: origin.request_id, method: request.method, path: withoutSecrets(url.pathname) };
  log.error({ ...where, err: error }, 'bug');
}

/** Links in mails carry their token in the path; the log does not. */
function withoutSecrets(pathname: string): string {
  return pathname.replace(/[\w-]{24,}/g, '…');
}
