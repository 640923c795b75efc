import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Parts that lie ahead: whatever keeps the schedule from running for half a year does no harm. */
const monthsAhead = 6;

/** Makes the change log's parts for the coming months; a month without one goes to the rest, which works but grows. Run daily. */
export async function makeMonths(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const today = ctx.clock.now().toISOString().slice(0, 10);
    await sql`select make_change_log_months(${today}::date, ${monthsAhead})`.execute(ctx.db);
  });
}
