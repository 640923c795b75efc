import { spawnSync } from 'node:child_process';
import { readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, ownerName, pidFile, type ServerFolder } from './server-folder.ts';

/** The longest path of a socket that systems take, in bytes. */
const longestSocketPath = 103;
export const socketPort = 5432;

/** How to reach the server of a folder: by its socket there, or through the loopback where the path is too long for one. */
export function isReachedBySocket(folder: string): boolean {
  return Buffer.byteLength(socketPath(folder)) <= longestSocketPath;
}

function socketPath(folder: string): string {
  return join(folder, `.s.PGSQL.${socketPort}`);
}

/** The server that runs on this folder now, with the URL of one of its databases as the owner. Null when its main program is gone. */
export interface RunningServer {
  /** Null where it runs in another container that has the same folder: reachable, but not ours to stop. */
  pid: number | null;
  /** False while it starts up (after a crash that can last) or stops. */
  isReady: boolean;
  urlOf(database: string): string;
}

/** Looks for the server of a folder by the note that PostgreSQL leaves there; a note of a dead one, or one whose number another program has by now, counts as none. */
export async function findRunningServer(folder: ServerFolder): Promise<RunningServer | null> {
  const note = await readNote(folder);
  const [pidText, , , port, , , , state = ''] = note.split('\n');
  const pid = Number(pidText);
  if (!pid || !port) return null;
  const here = {
    isReady: state.trim() === 'ready',
    urlOf: (database: string) => urlOf(folder, Number(port), database),
  };
  if (await runsOn(folder.path, pid)) return { pid, ...here };
  if (await isAnswered(folder.path)) return { pid: null, ...here };
  // PostgreSQL takes any live program of its own user under this number for a server, and would not start.
  if (isAlive(pid) && (await readNote(folder)) === note) await rm(join(folder.path, pidFile), { force: true });
  return null;
}

function readNote(folder: ServerFolder): Promise<string> {
  return readFile(join(folder.path, pidFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

/** Stops a server in order: connections are ended, everything is written. Waits for it up to a minute and says whether it is gone. */
export async function stopServer(folder: ServerFolder, pid: number): Promise<boolean> {
  process.kill(pid, 'SIGINT');
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(10)) {
    if (!(await runsOn(folder.path, pid))) return true;
  }
  return false;
}

/** Ends what a server left running whose main program was killed: no new one starts on the folder before they are gone. */
export async function endOrphans(folder: ServerFolder): Promise<void> {
  if (process.platform !== 'linux') return;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || !(await runsOn(folder.path, Number(name)))) continue;
    const program = await readlink(`/proc/${name}/exe`).catch(() => '');
    if (basename(program).startsWith('postgres')) process.kill(Number(name), 'SIGQUIT');
  }
}

/** True if this program works in that folder, as all programs of a PostgreSQL server do. */
async function runsOn(folder: string, pid: number): Promise<boolean> {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres');
  }
  const [here, there] = await Promise.all([stat(folder), stat(`/proc/${pid}/cwd`).catch(() => null)]);
  return here.ino === there?.ino && here.dev === there.dev;
}

/** True if somebody listens on the folder's socket: a server this machine's list of programs may not show. */
function isAnswered(folder: string): Promise<boolean> {
  if (!isReachedBySocket(folder)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = createConnection(socketPath(folder));
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function urlOf(folder: ServerFolder, port: number, database: string): string {
  const host = encodeURIComponent(isReachedBySocket(folder.path) ? folder.path : '127.0.0.1');
  return `postgres://${ownerName}:${folder.password}@localhost/${database}?host=${host}&port=${port}`;
}
