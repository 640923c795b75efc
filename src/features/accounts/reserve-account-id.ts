import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

/** The id of an account to be: its first transaction must already be the account's own, or its policies let no row in. */
export async function reserveAccountId(db: Database): Promise<number> {
  const { rows } = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('account', 'id')) as id`.execute(db);
  return rows[0]!.id;
}
