import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findServerProgram } from '#platform/database/server-program.ts';
import { makeFolder } from './make-folder.ts';

/** Where the system's own PostgreSQL programs are, or null. */
export function systemPostgres(): string | null {
  const { stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  const folder = stdout?.trim();
  return folder && existsSync(join(folder, 'initdb')) ? folder : null;
}

/**
 * Starts the system's PostgreSQL for one test, with an empty database that belongs to a role which may make roles and
 * nothing else, as docs/operating/database.md tells an administrator to make it. Gives its URL.
 */
export async function startPostgres(t: TestContext, programs: string): Promise<string> {
  const folder = join(makeFolder(), 'pg');
  mkdirSync(folder);
  const { user } = await findServerProgram();
  if (user) for (const path of [folder, join(folder, '..')]) chownSync(path, user.uid, user.gid);
  const as = { ...user, cwd: folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' } };
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', folder, '-U', 'chief', '-A', 'trust', '-E', 'UTF8', '-N'],
    as,
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const flags = ['-D', folder, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const server = spawn(join(programs, 'postgres'), flags, { ...as, stdio: 'ignore' });
  t.after(() => server.kill('SIGQUIT'));
  const urlOf = (role: string, database: string) =>
    `postgres://${role}@localhost/${database}?host=${encodeURIComponent(folder)}`;
  const client = await connect(urlOf('chief', 'postgres'));
  await client.query('create role maru_owner login createrole');
  await client.query(`create database maru owner maru_owner template template0 encoding 'UTF8' locale 'C.UTF-8'`);
  await client.end();
  return urlOf('maru_owner', 'maru');
}

async function connect(url: string): Promise<pg.Client> {
  for (const until = Date.now() + 30_000; ; await sleep(100)) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}
