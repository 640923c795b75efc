import { Readable } from 'node:stream';

/**
 * A CSV file that is written while it is sent and kept nowhere on its way, called `contacts-2026-11-25.csv`. `name` is
 * ours, in ASCII: what people call their files needs another header (RFC 6266).
 */
export function csvResponse(name: string, bytes: AsyncIterable<Uint8Array>, now: Date): Response {
  const day = now.toISOString().slice(0, 10);
  return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}-${day}.csv"`,
      'cache-control': 'no-store',
    },
  });
}
