import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isAlive } from '#platform/database/server-folder.ts';
import { Failure } from '#platform/failure.ts';

/** What it is called until it is whole; names the machine, for several may write into one folder. */
const draftStart = `maru-backup.unfinished-${hostname()}-`;
const diskFull = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** Where the bytes come from can break too, and that is no trouble of the file. */
const ofConnections = /^(ECONN|EPIPE|ETIMEDOUT)/;

/**
 * Writes a stream, sent through another, into a file that only its owner may read, under another name in the same folder, and gives it its own
 * name once all of it is on the disk. Gives its size in bytes. Fails as conflict where there is such a file, unless told
 * to replace it; as unavailable, with the reason, where it can't be written. What fails or is killed leaves `path` as it was.
 */
export async function writeWholeFile(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  { can_replace, through, signal }: { can_replace: boolean; through: Duplex; signal: AbortSignal },
): Promise<number> {
  const folder = dirname(path);
  const draft = join(folder, `${draftStart}${process.pid}-${randomUUID()}`);
  try {
    await allowPath(path, can_replace);
    await removeDrafts(folder);
    await pipeline(bytes, through, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }), { signal });
    const { size } = await stat(draft);
    await rename(draft, path);
    await flushFolder(folder);
    return size;
  } catch (error) {
    await rm(draft, { force: true });
    throw sentenceOf(error, path, folder);
  }
}

async function allowPath(path: string, can_replace: boolean): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found) return;
  if (!found.isFile()) throw new Failure('invalid', 'backup.not_a_file', { values: { path } });
  if (!can_replace) throw new Failure('conflict', 'backup.file_exists', { values: { path } });
}

/** What programs of this machine left that were killed while they wrote. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(draftStart) ? Number.parseInt(name.slice(draftStart.length), 10) : 0;
    if (pid > 0 && !isAlive(pid)) await rm(join(folder, name), { force: true });
  }
}

/** Without it a power cut could take the new name away again. */
async function flushFolder(folder: string): Promise<void> {
  const opened = await open(folder);
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

function sentenceOf(error: unknown, path: string, folder: string): unknown {
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  if (!syscall || ofConnections.test(code)) return error;
  if (diskFull.has(code)) return new Failure('unavailable', 'backup.disk_full', { values: { folder } });
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new Failure('not_found', 'backup.no_folder', { values: { folder } });
  return new Failure('unavailable', 'backup.not_written', { values: { path, reason: message } });
}
