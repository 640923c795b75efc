import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

/** Ids of all accounts of the installation, oldest first: for schedules, the command line and the question whether there is any. */
export async function listAccountIds(db: Database): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select all_account_ids() as id`.execute(db);
  return rows.map(({ id }) => id);
}
