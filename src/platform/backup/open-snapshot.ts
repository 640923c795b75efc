import pg from 'pg';
import { findNewestMigration } from '#platform/database/migrate.ts';
import { preparingLock } from '#platform/database/prepare-database.ts';
import { Failure } from '#platform/failure.ts';
import type { Partition, WaitingJob } from './backup.ts';
import { liftTimeLimits } from './lift-time-limits.ts';
import { listPartitions, listTables, type Table } from './list-tables.ts';

/** One moment of a database, for as long as `client` has not ended. */
export interface Snapshot {
  client: pg.Client;
  taken_at: Date;
  server_version: string;
  migration: { number: number; name: string };
  tables: Table[];
  partitions: Partition[];
  jobs: WaitingJob[];
}

/** Text that any server of any version reads back as the same values. */
const plainText = `
  set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set extra_float_digits = 3; set bytea_output = 'hex'; set xmloption = 'content'`;

/**
 * Holds on to one moment of Maru's database, as its owner: whatever is written meanwhile is not seen, and nobody who
 * reads or writes waits. Only a migration that comes now waits for its end, and goes away again after two seconds. Fails
 * as not_found where Maru has never been.
 */
export async function openSnapshot(url: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: url, application_name: 'maru backup' });
  // A connection that dies fails the statement that uses it; without a listener it would end the program.
  client.on('error', () => {});
  await client.connect();
  try {
    return await takeSnapshot(client);
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function takeSnapshot(client: pg.Client): Promise<Snapshot> {
  await liftTimeLimits(client);
  await client.query(plainText);
  // A policy would silently hide rows from a role that does not own them; like this it is an error.
  await client.query('set row_security = off');
  // No migration between the list of tables and the lock on them.
  await client.query(`select pg_advisory_lock_shared(${preparingLock})`);
  await client.query('begin isolation level repeatable read, read only');
  const { rows } = await client.query(
    `select transaction_timestamp() as taken_at, current_setting('server_version') as server_version`,
  );
  const migration = await findNewestMigration(client);
  if (!migration) throw new Failure('not_found', 'backup.nothing_here');
  const tables = await listTables(client);
  const names = tables.map(({ name }) => client.escapeIdentifier(name));
  await client.query(`lock table ${names.join(', ')} in access share mode`);
  const partitions = await listPartitions(client);
  const jobs = await listJobs(client);
  await client.query(`select pg_advisory_unlock_shared(${preparingLock})`);
  return { client, ...rows[0], migration, tables, partitions, jobs };
}

/**
 * What was asked for and has not been done. Most of it a schedule would find again in the rows, but not all; doing it
 * twice does no harm. What a schedule itself has asked for has no account.
 */
async function listJobs(client: pg.Client): Promise<WaitingJob[]> {
  const { rows: found } = await client.query(`select to_regclass('pgboss.job') is not null as is_there`);
  if (!found[0].is_there) return [];
  const { rows } = await client.query<WaitingJob>(`
    select name, (data ->> 'account_id')::int as account_id, data -> 'ids' as ids, min(data ->> 'due_at') as due_at
    from pgboss.job
    where state in ('created', 'retry', 'active') and name <> 'dead_letter' and (data ->> 'account_id')::bigint > 0
    group by 1, 2, 3
    order by 1, 2, 4`);
  return rows;
}
