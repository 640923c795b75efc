import type { ClientBase } from 'pg';

/** Lets a connection take as long as it takes, whatever limits the server has for others; not every version knows each. */
export async function liftTimeLimits(client: ClientBase): Promise<void> {
  await client.query(`
    select set_config(name, '0', false) from pg_settings
    where name in ('statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_session_timeout',
      'idle_in_transaction_session_timeout')`);
}
