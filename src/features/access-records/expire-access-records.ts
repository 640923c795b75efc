import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** So many at once: a transaction that deletes a year's records would hold everybody up who writes one. */
const chunkSize = 10_000;

/** Deletes access records that are older than the account keeps them. Runs by the schedule. */
export async function expireAccessRecords(ctx: Context, { chunk = chunkSize } = {}): Promise<void> {
  for (let gone = chunk; gone === chunk; ) {
    gone = await inTransaction(ctx, async ({ db, clock }) => {
      const { rows } = await sql<{ gone: number }>`
        select expire_access_records(${clock.now()}::timestamptz, ${chunk}::integer) as gone`.execute(db);
      return rows[0]!.gone;
    });
  }
}
