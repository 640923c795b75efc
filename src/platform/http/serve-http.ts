import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Log } from '#platform/log.ts';
import type { Site } from './create-site.ts';
import { secureHeaders } from './security-headers.ts';

export interface HttpServer {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  address: string;
  /** Takes no new work, lets running requests finish for up to 30 s, then closes what is left. */
  stop(): Promise<void>;
}

const drainMs = 30_000;

/**
 * Serves a site on a port of this machine; 0 takes a free one. Headers may weigh 16 kB and take 15 s; large uploads may
 * take an hour, forms end sooner (see limit-body.ts).
 */
export async function serveHttp(
  site: Site,
  { host, port, log }: { host: string; port: number; log: Log },
): Promise<HttpServer> {
  const listener = getRequestListener(
    (request, env) => site.fetch(request, { address: (env as HttpBindings).incoming.socket.remoteAddress ?? '' }),
    { overrideGlobalObjects: false, hostname: host, errorHandler: () => refusal(400) },
  );
  const server = createServer(
    // Without `requireHostHeader` Node would refuse by itself, and without our headers.
    {
      requireHostHeader: false,
      maxHeaderSize: 16_384,
      headersTimeout: 15_000,
      requestTimeout: 3_600_000,
      connectionsCheckingInterval: 5_000,
    },
    (incoming, outgoing) => {
      const { host: named, 'transfer-encoding': coding = 'chunked' } = incoming.headers;
      // Node hands on a request with an unknown transfer coding before it notices that it can not tell its end.
      if (named === undefined || isNamedTwice(incoming.rawHeaders) || coding.toLowerCase() !== 'chunked') {
        return outgoing.writeHead(400, refusalHeaders()).end();
      }
      if (isStopping) outgoing.setHeader('connection', 'close');
      void listener(incoming, outgoing);
    },
  );
  let isStopping = false;
  server.keepAliveTimeout = 70_000;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return socket.destroy();
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
    socket.end(rawRefusal(status));
  });
  // Left to itself, Node answers the one without our headers and the other not at all.
  server.on('checkExpectation', (_, outgoing) => outgoing.writeHead(417, refusalHeaders()).end());
  server.on('connect', (_, socket) => socket.on('error', () => socket.destroy()).end(rawRefusal(405)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve());
  });
  const bound = server.address() as AddressInfo;
  return {
    address: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
    async stop() {
      isStopping = true;
      site.close();
      await drained(server, log);
    },
  };
}

async function drained(server: Server, log: Log): Promise<void> {
  const timer = setTimeout(() => {
    log.warn({ seconds: drainMs / 1_000 }, 'closing requests that did not finish');
    server.closeAllConnections();
  }, drainMs);
  // A connection that falls idle after its last answer would otherwise be kept for its next request.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(timer);
  clearInterval(idle);
}

/** For a request line that no Request can be made of: an impossible host or path. */
function refusal(status: number): Response {
  const headers = new Headers({ 'content-type': 'text/plain; charset=utf-8' });
  secureHeaders(headers, { isSecure: false });
  return new Response('Bad Request\n', { status, headers });
}

/** For bytes that are no HTTP: there is only the socket to answer on. */
function rawRefusal(status: number): string {
  const lines = Object.entries(refusalHeaders()).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} Refused`, ...lines, '', ''].join('\r\n');
}

function refusalHeaders(): Record<string, string> {
  const headers = new Headers({ connection: 'close', 'content-length': '0' });
  secureHeaders(headers, { isSecure: false });
  return Object.fromEntries(headers);
}

/** Node keeps the first of several Host headers; a proxy in front may have gone by another (RFC 9112 §3.2). */
function isNamedTwice(rawHeaders: readonly string[]): boolean {
  return rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length > 1;
}
