import type { PoolClient } from 'pg';
import type { RecordEngine } from './record-engine.ts';

/**
 * Makes a connection an import's own: how its statements are planned, what they are isolated from and when they end. Its
 * name is what the server's list of connections shows.
 *
 * Planned for tables of unknown size, joins over whole tables look cheap and take minutes. Every join here is by an index;
 * "lateral … offset 0" leaves no other order than from the rows at work to what they meet.
 * Of contacts, repeatable reads make a chunk fail, and be tried again, where an agent has changed the same contact meanwhile. A server
 * whose client was killed notices within seconds and lets its locks go.
 */
export async function prepareSession(
  client: PoolClient,
  name: string,
  { isolation }: Pick<RecordEngine, 'isolation'>,
): Promise<void> {
  await client.query(`
    set application_name = '${name}';
    set default_transaction_isolation = '${isolation}';
    set enable_hashjoin = off;
    set enable_mergejoin = off;
    set enable_material = off;
    set enable_bitmapscan = off;
    set default_statistics_target = 10;
    set work_mem = '32MB';
    set temp_buffers = '32MB';
    select set_config('client_connection_check_interval', '5s', false) where version() !~* 'mingw|visual c';
  `);
}
