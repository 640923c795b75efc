import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { createGunzip } from 'node:zlib';
import { Failure } from '#platform/failure.ts';
import { type Ending, endingName, format, type Manifest, manifestName, pieceName, type TableSums } from './backup.ts';
import { countLines } from './count-lines.ts';
import { BrokenTar, readTar } from './read-tar.ts';
import type { TarEntry } from './write-tar.ts';

/** A backup, as it is read from front to back. */
export type BackupPart = { manifest: Manifest } | { table: string; rows: Uint8Array } | { ending: Ending };

/**
 * Reads a backup and checks each byte of it on the way: manifest, the rows of the tables in pieces, ending. Only whoever
 * has got the ending knows that what came before is whole. Fails with the sentence that says what is wrong: no such
 * file, no backup at all, one of a newer Maru, cut off, damaged.
 */
export async function* readBackup(path: string): AsyncGenerator<BackupPart> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  file.on('error', (error) => gunzip.destroy(error));
  let place: string | null = null;
  try {
    const parts = partsOf(readTar(file.pipe(gunzip)));
    for await (const part of parts) {
      place = 'manifest' in part ? manifestName : 'table' in part ? part.table : endingName;
      yield part;
    }
  } catch (error) {
    if (isPacked(error) && file.bytesRead > 0) place ??= manifestName;
    throw sentenceOf(error, path, place);
  } finally {
    file.destroy();
  }
}

/** Something in the file is not what it must be: here, or in the table that is named. */
class WrongPart extends Error {
  readonly table: string | undefined;

  constructor(table?: string) {
    super('the backup is not as it was written');
    this.table = table;
  }
}

async function* partsOf(entries: AsyncIterable<TarEntry>): AsyncGenerator<BackupPart> {
  const sums = new Map<string, Running>();
  let manifest: Manifest | null = null;
  let ending: Ending | null = null;
  let table = '';
  let number = 0;
  for await (const { name, body } of entries) {
    if (!manifest) {
      manifest = readManifest(name, body);
      yield { manifest };
      continue;
    }
    if (ending) throw new WrongPart();
    if (name === endingName) {
      ending = JSON.parse(Buffer.from(body).toString()) as Ending;
      checkSums(ending, settled(manifest, sums));
      continue;
    }
    const next = name.slice('tables/'.length, name.lastIndexOf('/'));
    number = next === table ? number + 1 : 1;
    table = next;
    if (name !== pieceName(table, number)) throw new WrongPart();
    note(sums, table, body);
    yield { table, rows: body };
  }
  if (!ending) throw new BrokenTar(true);
  yield { ending };
}

function readManifest(name: string, body: Uint8Array): Manifest {
  if (name !== manifestName) throw new WrongPart();
  const manifest = JSON.parse(Buffer.from(body).toString()) as Manifest;
  if (!Number.isInteger(manifest.format)) throw new WrongPart();
  if (manifest.format > format) {
    throw new Failure('conflict', 'backup.newer_format', { values: { version: manifest.maru_version } });
  }
  return manifest;
}

interface Running {
  hash: Hash;
  rows: number;
  bytes: number;
}

function note(sums: Map<string, Running>, table: string, rows: Uint8Array): void {
  const sum = sums.get(table) ?? { hash: createHash('sha256'), rows: 0, bytes: 0 };
  sum.hash.update(rows);
  sum.rows += countLines(rows);
  sum.bytes += rows.length;
  sums.set(table, sum);
}

/** What was read, in the order in which the manifest announced it. */
function settled({ tables }: Manifest, sums: Map<string, Running>): TableSums[] {
  return tables.map(({ name }) => {
    const { hash, rows, bytes } = sums.get(name) ?? { hash: createHash('sha256'), rows: 0, bytes: 0 };
    return { name, rows, bytes, sha256: hash.digest('hex') };
  });
}

function checkSums({ tables }: Ending, read: TableSums[]): void {
  if (tables.length !== read.length) throw new WrongPart();
  const at = tables.findIndex((table, at) => !isDeepStrictEqual(table, read[at]));
  if (at !== -1) throw new WrongPart(read[at]!.name);
}

/** The sentence for what went wrong; `place` is what was read last, null before anything was. */
function sentenceOf(error: unknown, path: string, place: string | null): unknown {
  if (error instanceof Failure) return withPath(error, path);
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new Failure('not_found', 'backup.no_such_file', { values: { path } });
  if (syscall) return new Failure('unavailable', 'backup.unreadable', { values: { path, reason: message } });
  const isOfFile = error instanceof WrongPart || error instanceof BrokenTar || error instanceof SyntaxError;
  if (!isOfFile && !code?.startsWith('Z_')) return error;
  if (place === null) return new Failure('invalid', 'backup.not_a_backup', { values: { path } });
  const isCutOff = error instanceof BrokenTar ? error.is_cut_off : code === 'Z_BUF_ERROR';
  const values = { path, place: (error instanceof WrongPart && error.table) || place };
  return new Failure('invalid', isCutOff ? 'backup.cut_off' : 'backup.damaged', { values });
}

/** True for trouble behind the first bytes of something packed. What was unpacked before it may not have arrived. */
function isPacked(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code?.startsWith('Z_') === true && message !== 'incorrect header check';
}

function withPath({ kind, code, more }: Failure, path: string): Failure {
  return new Failure(kind, code, { values: { ...more.values, path } });
}
