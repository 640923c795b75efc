import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import type { Database } from '#platform/database/database.ts';

/** Puts text of COPY's text format into a temporary table, on the transaction's own connection. */
export async function copyLines(db: Database, table: string, pieces: Iterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(pieces, { objectMode: false }), db.client!.query(from(`copy ${table} from stdin`)));
}
