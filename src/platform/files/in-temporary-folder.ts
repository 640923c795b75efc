import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'maru-files-';
/** A socket in the folder on which its program listens: the system closes it with the program, however that ends. */
const holderName = 'holder';
/** The longest path of a socket that systems take, in bytes. */
const longestSocketPath = 103;
/** A folder without a socket is being made just now, or its path is too long for one: nobody works in one this long. */
const longestWorkMs = 24 * 3_600_000;

/** Gives `work` an empty folder on this machine's disk, closed to other users, that is gone afterwards. */
export async function inTemporaryFolder<R>(work: (folder: string) => Promise<R>): Promise<R> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  let holder: Server | null = null;
  try {
    holder = await hold(folder);
    return await work(folder);
  } finally {
    holder?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Removes what programs that were killed have left of their temporary folders; one whose program lives stays, also where
 * that runs in another container with the same temp folder, whose list of programs says nothing here. Gives the count.
 */
export async function deleteLeftFolders(): Promise<number> {
  let count = 0;
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(prefix) || (await isHeld(folder))) continue;
    await rm(folder, { recursive: true, force: true });
    count += 1;
  }
  return count;
}

function hold(folder: string): Promise<Server | null> {
  const path = join(folder, holderName);
  if (Buffer.byteLength(path) > longestSocketPath) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => void socket.destroy()).unref();
    server.once('error', reject).listen(path, () => resolve(server));
  });
}

function isHeld(folder: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(join(folder, holderName));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED') return resolve(false);
      // Without a socket its age tells; of somebody else's folder nothing is known, and it is not ours to remove.
      if (code !== 'ENOENT') return resolve(true);
      stat(folder).then(
        ({ mtimeMs }) => resolve(Date.now() - mtimeMs < longestWorkMs),
        (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve(true) : reject(error)),
      );
    });
  });
}
