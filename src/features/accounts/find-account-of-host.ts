import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

/**
 * The id of the account that answers at a host such as `help.example.com:3000`, or null. With a single account every
 * host reaches it, so that a fresh installation works under any name; with more an unknown host is nobody's.
 */
export async function findAccountOfHost(db: Database, host: string): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`select account_of_host(${host}) as id`.execute(db);
  return rows[0]!.id;
}
