import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import type { Database } from '#platform/database/database.ts';

/** Puts lines of COPY's text format into a temporary table, on the transaction's own connection. */
export async function copyLines(db: Database, table: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(inPieces(lines)), db.client!.query(from(`copy ${table} from stdin`)));
}

const pieceLength = 256 * 1024;

/** A message per line would cost more than the lines. */
function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
