import { Readable } from 'node:stream';
import { constants, createGzip, type Gzip } from 'node:zlib';

/** What fits into one packet is not there sooner for being smaller. */
const smallestBytes = 1_400;
const compressible = /^(text\/(html|plain|csv|x-script)|application\/(json|problem\+json))/;

/**
 * The same answer as gzip where the caller takes it and it is text worth the effort: not what is known to be small, such as
 * a refusal to many at once. What a page streams later is not held back; event streams and what is already encoded stay as
 * they are.
 */
export function compressed(request: Request, response: Response): Response {
  const { headers, status } = response;
  const isWorth =
    response.body !== null &&
    request.method !== 'HEAD' &&
    compressible.test(headers.get('content-type') ?? '') &&
    !headers.has('content-encoding') &&
    !headers.has('content-range') &&
    Number(headers.get('content-length') ?? smallestBytes) >= smallestBytes &&
    /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  if (!isWorth) return response;
  headers.set('content-encoding', 'gzip');
  headers.append('vary', 'Accept-Encoding');
  headers.delete('content-length');
  const gzip = createGzip({ level: 5 });
  const source = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream);
  source.on('data', () => flushSoon(gzip));
  source.on('error', (error) => gzip.destroy(error));
  gzip.on('close', () => source.destroy());
  return new Response(Readable.toWeb(source.pipe(gzip)) as ReadableStream, { status, headers });
}

const waiting = new WeakSet<Gzip>();

/** Sends what was written so far once the writer pauses: a page comes in many small pieces, and one flush each is dear. */
function flushSoon(gzip: Gzip): void {
  if (waiting.has(gzip)) return;
  waiting.add(gzip);
  setImmediate(() => {
    waiting.delete(gzip);
    if (!gzip.writableEnded && !gzip.destroyed) gzip.flush(constants.Z_SYNC_FLUSH);
  });
}
