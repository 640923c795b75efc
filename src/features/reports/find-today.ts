import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** The day it is in the account's time zone, such as `2026-11-26`. */
export async function findToday(ctx: Context): Promise<string> {
  const { rows } = await inTransaction(ctx, ({ db, clock }) =>
    sql<{ today: string }>`
      select (${clock.now()}::timestamptz at time zone time_zone)::date::text as today from account`.execute(db),
  );
  return rows[0]!.today;
}
