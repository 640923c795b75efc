import type { ClientBase } from 'pg';
import { findNewestMigration } from '#platform/database/migrate.ts';
import { Failure } from '#platform/failure.ts';
import { listTables } from './list-tables.ts';

/**
 * Refuses a database that nothing may be restored into: another program of Maru is using it, it has an account, or it is
 * full of something else. Gives the number of its newest migration, 0 where Maru has never been.
 */
export async function allowTarget(client: ClientBase): Promise<number> {
  const { rows: others } = await client.query(
    `select application_name as program from pg_stat_activity
     where datname = current_database() and application_name like 'maru %' and pid <> pg_backend_pid() limit 1`,
  );
  if (others[0]) throw new Failure('conflict', 'backup.in_use');
  const newest = await findNewestMigration(client);
  if (!newest) {
    const [table] = await listTables(client);
    if (table) throw new Failure('conflict', 'backup.database_foreign', { values: { table: table.name } });
    return 0;
  }
  const { rows: accounts } = await client.query('select from account limit 1');
  if (accounts.length > 0) throw new Failure('conflict', 'backup.not_empty');
  return newest.number;
}
