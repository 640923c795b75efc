import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { Failure } from '#platform/failure.ts';
import { appRole } from './create-roles.ts';

/** One numbered SQL file. */
export interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** How long a migration waits for one lock before it lets everybody else go first, and for how many minutes it tries again. */
const lockTimeout = '2s';
const patienceMinutes = 10;
const lockNotAvailable = '55P03';

/**
 * Brings the database to the newest of the numbered SQL files of `folder`, each in a transaction of its own that records
 * it first, so that none runs twice. Never waits long while others queue behind it. Gives the names of those that ran;
 * refuses a database that a newer Maru has migrated. Call it with nobody else migrating (`prepareDatabase`).
 */
export async function migrate(client: ClientBase, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  await createMigrationTable(client);
  const newest = await findNewestMigration(client);
  const last = migrations.at(-1)?.number ?? 0;
  if (newest && newest.number > last) {
    throw new Failure('unavailable', 'database.newer_than_code', { values: { name: newest.name } });
  }
  const missing = migrations.filter(({ number }) => number > (newest?.number ?? 0));
  for (const migration of missing) await runPatiently(client, migration);
  return missing.map(({ name }) => name);
}

/** The migrations of a folder in order; a gap or a number given twice is a mistake in the sources. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file, at) => {
      const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
      if (number !== at + 1)
        throw new Error(`migrations are numbered 0001, 0002, … without a gap: ${file} is not next`);
      return { number, name: file.replace('.sql', ''), sql: await readFile(join(folder, file), 'utf8') };
    }),
  );
}

/** The newest migration that a database has had, or null for one that Maru has never been in. Changes nothing. */
export async function findNewestMigration(client: ClientBase): Promise<Pick<Migration, 'number' | 'name'> | null> {
  const { rows: found } = await client.query(`select to_regclass('public.migration') is not null as is_there`);
  if (!found[0].is_there) return null;
  const { rows } = await client.query('select number, name from migration order by number desc limit 1');
  return rows[0] ?? null;
}

/** Makes the table that says which migrations have run, unless it is there. */
export async function createMigrationTable(client: ClientBase): Promise<void> {
  await client.query(`
    create table if not exists migration (
      number integer primary key,
      name text not null,
      applied_at timestamptz not null default now()
    );
    revoke insert, update, delete on migration from ${appRole};
  `);
}

/** Runs one migration in the running transaction and records it. */
export async function applyMigration(client: ClientBase, { number, name, sql }: Migration): Promise<void> {
  await client.query('insert into migration (number, name) values ($1, $2)', [number, name]);
  await client.query(`set local lock_timeout = '${lockTimeout}'; set local jit = off`);
  await client.query(sql);
}

async function runPatiently(client: ClientBase, migration: Migration): Promise<void> {
  for (const until = Date.now() + patienceMinutes * 60_000; ; await sleep(1000)) {
    try {
      return await run(client, migration);
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      if (Date.now() > until) {
        const values = { name: migration.name, minutes: patienceMinutes };
        throw new Failure('unavailable', 'database.migration_blocked', { values });
      }
    }
  }
}

async function run(client: ClientBase, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await applyMigration(client, migration);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
