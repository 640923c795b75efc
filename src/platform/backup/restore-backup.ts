import pg, { type ClientBase } from 'pg';
import { checkServer } from '#platform/database/check-server.ts';
import { appRole, checkRoles, createRoles } from '#platform/database/create-roles.ts';
import { type Database, databaseOfClient } from '#platform/database/database.ts';
import { isConnectionLost } from '#platform/database/is-connection-lost.ts';
import { applyMigration, createMigrationTable, type Migration } from '#platform/database/migrate.ts';
import { openPool } from '#platform/database/postgres-pool.ts';
import { preparingLock } from '#platform/database/prepare-database.ts';
import { createQueueSchema } from '#platform/database/queue-schema.ts';
import type { ReachedDatabase } from '#platform/database/reach-database.ts';
import { Failure } from '#platform/failure.ts';
import type { Log } from '#platform/log.ts';
import { allowTarget } from './allow-target.ts';
import type { CheckedBackup } from './check-backup.ts';
import { liftTimeLimits } from './lift-time-limits.ts';
import { listTables } from './list-tables.ts';
import { type LoadedTables, loadTables } from './load-tables.ts';
import type { Progress } from './progress.ts';
import { skipLinkIds } from './skip-link-ids.ts';

/** PostgreSQL's word for a full disk. */
const serverFull = '53100';

export interface RestoreOptions {
  /** All that this version has, in order. */
  migrations: Migration[];
  log: Log;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
  /** Settles one account in the restore's own transaction, as the application. */
  finish(db: Database, account_id: number): Promise<void>;
}

export interface RestoredBackup extends LoadedTables {
  accounts: number;
  /** Names of the migrations that the backup had not had. */
  migrated: string[];
}

/**
 * Brings a backup back into an empty database, migrated or not: to the backup's own migration first, then its rows, then
 * on to the newest one. All of it is one transaction, so whatever stops it leaves the database as empty as it was.
 * Programs that start meanwhile wait. Refuses a database that is in use, has an account or holds something else.
 */
export async function restoreBackup(
  target: Pick<ReachedDatabase, 'url' | 'recreate'>,
  backup: CheckedBackup,
  options: RestoreOptions,
): Promise<RestoredBackup> {
  const { keeper, level } = await enter(target, backup);
  try {
    await checkServer(keeper);
    await createRoles(keeper);
    await createQueueSchema(keeper);
    const restored = await inOneTransaction(target.url, keeper, options, (client, pool) =>
      bringBack(client, pool, { backup, level, options }),
    );
    // Until the server's own round comes by it would plan for empty tables.
    const tables = (await listTables(keeper)).map(({ name }) => keeper.escapeIdentifier(name));
    await keeper.query(`analyze ${tables.join(', ')}`);
    return restored;
  } finally {
    await keeper.end();
  }
}

/** A connection that keeps everybody else waiting, and the number of the migration that the database has had. */
async function enter(
  target: Pick<ReachedDatabase, 'url' | 'recreate'>,
  backup: CheckedBackup,
): Promise<{ keeper: pg.Client; level: number }> {
  const keeper = new pg.Client({ connectionString: target.url, application_name: 'maru restore' });
  // A connection that dies fails the statement that uses it; without a listener it would end the program.
  keeper.on('error', () => {});
  await keeper.connect();
  try {
    await liftTimeLimits(keeper);
    await keeper.query(`select pg_advisory_lock(${preparingLock})`);
    const level = await allowTarget(keeper);
    if (level <= backup.manifest.migration.number) return { keeper, level };
    if (!target.recreate) throw new Failure('conflict', 'backup.database_newer', { values: await namesOf(keeper) });
  } catch (error) {
    await keeper.end();
    throw error;
  }
  // There is no way back from a migration; but nothing is in it, and it is Maru's alone.
  await keeper.end();
  await target.recreate();
  return enter(target, backup);
}

async function namesOf(client: ClientBase): Promise<{ database: string; owner: string }> {
  const { rows } = await client.query('select current_database() as database, session_user as owner');
  return rows[0];
}

/** Runs work in a transaction of the owner, on a connection of the application's kind, so that acts may join it. */
async function inOneTransaction<R>(
  url: string,
  keeper: pg.Client,
  { log, signal }: RestoreOptions,
  work: (client: pg.PoolClient, pool: pg.Pool) => Promise<R>,
): Promise<R> {
  const pool = openPool(url, { log, name: 'restore', max: 1, statement_timeout: 0 });
  const client = await pool.connect();
  const { rows } = await client.query('select pg_backend_pid() as pid');
  const stop = () => void keeper.query('select pg_terminate_backend($1)', [rows[0].pid]).catch(() => {});
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    await client.query('set role none');
    await liftTimeLimits(client);
    await client.query('begin');
    const result = await work(client, pool);
    await client.query('commit');
    return result;
  } catch (error) {
    const isFull = (error as { code?: string }).code === serverFull;
    if (isFull) throw new Failure('unavailable', 'backup.server_full');
    throw isConnectionLost(error) ? new Failure('unavailable', 'backup.restore_lost') : error;
  } finally {
    signal.removeEventListener('abort', stop);
    // Without its connection a transaction that has not been committed is over.
    client.release(true);
    await pool.end();
  }
}

async function bringBack(
  client: pg.PoolClient,
  pool: pg.Pool,
  { backup, level, options }: { backup: CheckedBackup; level: number; options: RestoreOptions },
): Promise<RestoredBackup> {
  const { number } = backup.manifest.migration;
  const { migrations, onProgress } = options;
  await createMigrationTable(client);
  for (const migration of migrations.slice(level, number)) await applyMigration(client, migration);
  let bytes = 0;
  const loaded = await loadTables(client, backup, (more, table) => {
    bytes += more;
    onProgress({ share: bytes / (backup.bytes || 1), table });
  });
  for (const migration of migrations.slice(number)) await applyMigration(client, migration);
  await skipLinkIds(client);
  const accounts = await finishAccounts(client, databaseOfClient(pool, client), options);
  await checkRoles(client);
  return { ...loaded, accounts, migrated: migrations.slice(number).map(({ name }) => name) };
}

async function finishAccounts(client: ClientBase, db: Database, { finish }: RestoreOptions): Promise<number> {
  const { rows } = await client.query<{ id: number }>('select id from account order by id');
  await client.query(`set local role ${appRole}`);
  for (const { id } of rows) {
    await client.query(`select set_config('maru.account_id', $1, true)`, [String(id)]);
    await finish(db, id);
  }
  await client.query('set local role none');
  return rows.length;
}
