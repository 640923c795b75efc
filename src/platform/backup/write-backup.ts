import { createHash } from 'node:crypto';
import { createGzip } from 'node:zlib';
import { to as copyTo } from 'pg-copy-streams';
import { isConnectionLost } from '#platform/database/is-connection-lost.ts';
import { Failure } from '#platform/failure.ts';
import { inPieces } from '#platform/files/in-pieces.ts';
import {
  type Ending,
  endingName,
  format,
  type Manifest,
  manifestName,
  pieceBytes,
  pieceName,
  type TableSums,
} from './backup.ts';
import { countLines } from './count-lines.ts';
import type { Table } from './list-tables.ts';
import { openSnapshot, type Snapshot } from './open-snapshot.ts';
import type { Progress } from './progress.ts';
import { type TarEntry, writeTar } from './write-tar.ts';
import { writeWholeFile } from './write-whole-file.ts';

/** 150 MB a second and a seventh of the size; the usual 6 takes two and a half times as long for an eighth less. */
const gzipLevel = 3;

export interface BackupOptions {
  /** The database, as its owner. */
  url: string;
  place: Manifest['server']['place'];
  maru_version: string;
  secret_key_mark: string;
  /** Whether a file that is there may go. */
  can_replace: boolean;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

export interface WrittenBackup {
  made_at: Date;
  tables: number;
  rows: number;
  /** Of the rows' text. */
  bytes: number;
  /** Of the file. */
  file_bytes: number;
}

/**
 * Writes all that Maru keeps in its database into one file, as of one moment, while others go on reading and writing.
 * Takes no more memory for more of it. The file is there when it is whole, or not at all.
 */
export async function writeBackup(path: string, options: BackupOptions): Promise<WrittenBackup> {
  const snapshot = await openSnapshot(options.url);
  try {
    const made_at = snapshot.taken_at;
    const sums: TableSums[] = [];
    const archive = writeTar(entriesOf(snapshot, options, sums), made_at);
    const file_bytes = await writeWholeFile(path, archive, { ...options, through: createGzip({ level: gzipLevel }) });
    const total = (name: 'rows' | 'bytes') => sums.reduce((sum, table) => sum + table[name], 0);
    return { made_at, tables: sums.length, rows: total('rows'), bytes: total('bytes'), file_bytes };
  } catch (error) {
    throw isConnectionLost(error) ? new Failure('unavailable', 'backup.connection_lost') : error;
  } finally {
    await snapshot.client.end();
  }
}

/** The files of the archive in their order; `sums` grows with the tables that are done. */
async function* entriesOf(snapshot: Snapshot, options: BackupOptions, sums: TableSums[]): AsyncGenerator<TarEntry> {
  yield { name: manifestName, body: asJson(manifestOf(snapshot, options)) };
  const whole = snapshot.tables.reduce((sum, { size_bytes }) => sum + size_bytes, 0);
  let done = 0;
  for (const table of snapshot.tables) {
    const { name, size_bytes } = table;
    yield* entriesOfTable(snapshot, table, sums, (bytes) => {
      options.onProgress({ share: (done + Math.min(bytes, size_bytes)) / whole, table: name });
    });
    done += size_bytes;
  }
  const ending: Ending = { tables: sums, sequences: await listSequences(snapshot) };
  yield { name: endingName, body: asJson(ending) };
}

function manifestOf(snapshot: Snapshot, { place, maru_version, secret_key_mark }: BackupOptions): Manifest {
  const { migration, server_version: version, partitions, jobs } = snapshot;
  return {
    what: 'A backup of Maru: bin/maru restore FILE',
    format,
    maru_version,
    made_at: snapshot.taken_at.toISOString(),
    migration,
    server: { place, version },
    secret_key_mark,
    tables: snapshot.tables.map(({ name, columns }) => ({ name, columns })),
    partitions,
    jobs,
  };
}

async function* entriesOfTable(
  { client }: Snapshot,
  { name, columns, is_partitioned }: Table,
  sums: TableSums[],
  noteBytes: (bytes: number) => void,
): AsyncGenerator<TarEntry> {
  const listed = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const table = client.escapeIdentifier(name);
  // The whole of a partitioned table can only be asked for.
  const source = is_partitioned ? `(select ${listed} from ${table})` : `${table} (${listed})`;
  const hash = createHash('sha256');
  const sum = { name, rows: 0, bytes: 0 };
  let number = 0;
  for await (const body of inPieces(client.query(copyTo(`copy ${source} to stdout`)), pieceBytes)) {
    hash.update(body);
    sum.rows += countLines(body);
    sum.bytes += body.length;
    noteBytes(sum.bytes);
    yield { name: pieceName(name, ++number), body };
  }
  sums.push({ ...sum, sha256: hash.digest('hex') });
}

/** They stand outside of any snapshot, and only ever grow: asked last, they are above every id that was read. */
async function listSequences({ client }: Snapshot): Promise<Ending['sequences']> {
  const { rows } = await client.query<{ name: string; last: number | null }>(
    `select sequencename::text as name, last_value::float8 as last from pg_sequences where schemaname = 'public' order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

function asJson(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}
