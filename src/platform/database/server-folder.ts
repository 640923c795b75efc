import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '#platform/failure.ts';
import { canReach, type ServerProgram } from './server-program.ts';

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
export async function openServerFolder(program: ServerProgram, path: string): Promise<ServerFolder> {
  const version = await readFile(join(path, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error.code === 'EACCES' ? new Failure('unavailable', 'database.folder_foreign', { values: { path } }) : error;
  });
  if (version === null) await createServerFolder(program, path);
  else checkVersion(program, path, version.trim());
  const note = JSON.parse(await readFile(join(path, noteFile), 'utf8')) as Note;
  const { ino } = await stat(path);
  if (note.inode !== ino) await acceptMoved(program, path, { ...note, inode: ino });
  return { path, password: note.password };
}

/** How one of PostgreSQL's programs runs on a folder: as its user, and with a name for the folder that this user can use. */
export function runsIn(program: ServerProgram, folder: string) {
  // Root may start it in a folder that the user can't walk to, such as one below /root; once inside, this name leads there.
  const inside = program.user && !canReach(program.user, folder) ? '/proc/self/cwd' : folder;
  return { inside, options: { cwd: folder, env: { PATH: '/usr/bin:/bin' }, ...program.user } };
}

async function createServerFolder(program: ServerProgram, path: string): Promise<void> {
  const parent = dirname(path);
  await mkdir(parent, { recursive: true });
  await removeDrafts(parent);
  const draft = join(parent, `db.new-${process.pid}`);
  const password = randomBytes(24).toString('base64url');
  await mkdir(join(draft, 'db'), { recursive: true });
  await writeFile(join(draft, 'password'), password, { mode: 0o600 });
  for (const one of [draft, join(draft, 'db'), join(draft, 'password')]) await giveTo(program, one);
  const done = initdb(program, draft);
  if (done.status !== 0) {
    await rm(draft, { recursive: true });
    const reason = done.error?.message ?? done.stderr.trim().split('\n').at(-1)!;
    throw new Failure('unavailable', 'database.folder_not_made', { values: { path, reason } });
  }
  await writeNote(program, join(draft, 'db'), { password, inode: (await stat(join(draft, 'db'))).ino });
  await rename(join(draft, 'db'), path).catch((error: NodeJS.ErrnoException) => {
    // Another program was quicker: its folder counts.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { recursive: true });
}

function initdb(program: ServerProgram, draft: string): SpawnSyncReturns<string> {
  const { inside, options } = runsIn(program, draft);
  return spawnSync(
    program.initdb,
    [
      `--pgdata=${inside}/db`,
      `--pwfile=${inside}/password`,
      `--username=${ownerName}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // With any other locale than a UTF-8 one pg_trgm sees no letters in Korean text.
      '--locale=C.UTF-8',
      '--lc-messages=C',
      '--no-instructions',
    ],
    { ...options, encoding: 'utf8' },
  );
}

/** What programs left that were killed while they made the folder. */
async function removeDrafts(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /^db\.new-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(parent, name), { recursive: true, force: true });
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
