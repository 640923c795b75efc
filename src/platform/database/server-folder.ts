import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '#platform/failure.ts';
import { refuseClosed } from '#platform/refuse-closed.ts';
import { canReach, type ServerProgram, type ServerUser } from './server-program.ts';

/** The folder of an embedded server's data, with what it takes to connect. */
export interface ServerFolder {
  path: string;
  password: string;
}

/** What Maru keeps beside PostgreSQL's own files: the owner's password, and the folder's inode, which no copy has. */
interface Note {
  password: string;
  inode: number;
}

/** PostgreSQL's note that it is running, or was when it was killed. */
export const pidFile = 'postmaster.pid';
const noteFile = 'maru.json';

/** The role that owns everything in an embedded server. */
export const ownerName = 'maru';

/**
 * Opens the folder of an embedded server's data; makes it on first use (UTF-8, `C.UTF-8`, a random password). Two
 * programs that start together get the same one, and one killed half-way leaves nothing behind. Refuses data of another
 * major version of PostgreSQL, another user's, and a copy that was made while the server was running.
 */
export async function openServerFolder(
  program: ServerProgram,
  path: string,
  isDurable: boolean,
): Promise<ServerFolder> {
  const version = await readFile(join(path, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    if (error.code === 'EACCES') throw new Failure('unavailable', 'database.folder_foreign', { values: { path } });
    return refuseClosed(path)(error);
  });
  if (version === null) await createServerFolder(program, path, isDurable).catch(refuseClosed(dirname(path)));
  else checkVersion(program, path, version.trim());
  const note = await readNote(path);
  const { ino } = await stat(path);
  if (note.inode !== ino) await acceptMoved(program, path, { ...note, inode: ino });
  return { path, password: note.password };
}

/** How one of PostgreSQL's programs runs on a folder: as its owner, and with a name for the folder that he can use. */
export function runsIn(program: ServerProgram, folder: string) {
  // Root may start it in a folder that the user can't walk to, such as one below /root; once inside, this name leads there.
  const user = program.user && ownerOf(folder, program.user);
  const inside = user && !canReach(user, folder) ? '/proc/self/cwd' : folder;
  return { inside, user, options: { cwd: folder, env: { PATH: '/usr/bin:/bin' }, ...user } };
}

/** Root opens what another user made as that user would. */
function ownerOf(folder: string, user: ServerUser): ServerUser {
  const { uid, gid } = statSync(folder);
  return uid === 0 ? user : { uid, gid };
}

async function readNote(path: string): Promise<Note> {
  try {
    return JSON.parse(await readFile(join(path, noteFile), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Failure('unavailable', 'database.folder_unknown', { values: { path } });
  }
}

async function createServerFolder(program: ServerProgram, path: string, isDurable: boolean): Promise<void> {
  const parent = dirname(path);
  await mkdir(parent, { recursive: true });
  await removeDrafts(parent);
  const draft = join(parent, `db.new-${process.pid}`);
  const password = randomBytes(24).toString('base64url');
  await mkdir(draft);
  await giveTo(program, draft);
  const done = await initdb(program, draft, password, isDurable ? [] : ['--no-sync']);
  if (done.status !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new Failure('unavailable', 'database.folder_not_made', { values: { path, reason: reasonOf(done) } });
  }
  await writeNote(program, draft, { password, inode: (await stat(draft)).ino });
  await rename(draft, path).catch(async (error: NodeJS.ErrnoException) => {
    // Another program was quicker: its folder counts.
    await rm(draft, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

async function initdb(
  program: ServerProgram,
  folder: string,
  password: string,
  more: string[],
): Promise<SpawnSyncReturns<string>> {
  const { inside, options } = runsIn(program, folder);
  // Handed over open, for its user may not be able to walk to any file of ours.
  const file = `${folder}.password`;
  await writeFile(file, password, { mode: 0o600 });
  await giveTo(program, file);
  const opened = await open(file);
  await rm(file);
  const asked = [
    `--pgdata=${inside}`,
    '--pwfile=/dev/fd/3',
    `--username=${ownerName}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // With any other locale than a UTF-8 one pg_trgm sees no letters in Korean text.
    '--locale=C.UTF-8',
    '--lc-messages=C',
    '--no-instructions',
    ...more,
  ];
  try {
    return spawnSync(program.initdb, asked, {
      ...options,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe', opened.fd],
    });
  } finally {
    await opened.close();
  }
}

function reasonOf({ error, stderr }: SpawnSyncReturns<string>): string {
  if (error) return error.message;
  const lines = stderr.trim().split('\n');
  return lines.find((line) => /error|fatal|could not/i.test(line)) ?? lines.at(-1)!;
}

/** What programs left that were killed while they made the folder. */
async function removeDrafts(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /^db\.new-(\d+)/.exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    await rm(join(parent, name), { recursive: true, force: true }).catch((error: NodeJS.ErrnoException) => {
      // Another program removes it too.
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** True while a program with this number runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function checkVersion(program: ServerProgram, path: string, found: string): void {
  const { stdout } = spawnSync(program.postgres, ['--version'], { encoding: 'utf8', ...program.user, cwd: '/' });
  const brought = /(\d+)(?:\.\d+)/.exec(stdout)?.[1] ?? '';
  if (found !== brought)
    throw new Failure('unavailable', 'database.folder_version', { values: { path, found, brought } });
}

/** Another inode than noted: restored or copied. Fine unless the server was running then, for its files were not of one moment. */
async function acceptMoved(program: ServerProgram, path: string, note: Note): Promise<void> {
  const wasRunning = (await readdir(path)).includes(pidFile);
  if (wasRunning)
    throw new Failure('unavailable', 'database.folder_is_copy', { values: { path, file: join(path, pidFile) } });
  // Whoever copied it owns the copy, and may have opened it to others; PostgreSQL then refuses it.
  await chmod(path, 0o700);
  if (program.user) spawnSync('chown', ['-R', `${program.user.uid}:${program.user.gid}`, path]);
  await writeNote(program, path, note);
}

async function writeNote(program: ServerProgram, folder: string, note: Note): Promise<void> {
  const draft = join(folder, `${noteFile}.${process.pid}`);
  await writeFile(draft, JSON.stringify(note), { mode: 0o600, flush: true });
  await giveTo(program, draft);
  await rename(draft, join(folder, noteFile));
}

async function giveTo({ user }: ServerProgram, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid);
}
