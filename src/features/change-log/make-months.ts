import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Parts that lie ahead: whatever keeps the schedule from running for half a year does no harm. */
const monthsAhead = 6;

/** A new part locks the whole change log, and a backup may be reading it: whoever writes to it queues behind that wait. */
const patience = '1s';
const lockNotAvailable = '55P03';

/**
 * Makes the change log's parts for the coming months; a month without one goes to the rest, which works but grows. Run
 * several times a day: it gives way to whoever reads the change log for long, such as a backup.
 */
export async function makeMonths(ctx: Context): Promise<void> {
  try {
    await inTransaction(ctx, async (ctx) => {
      const today = ctx.clock.now().toISOString().slice(0, 10);
      await sql`select set_config('lock_timeout', ${patience}, true)`.execute(ctx.db);
      await sql`select make_change_log_months(${today}::date, ${monthsAhead})`.execute(ctx.db);
    });
  } catch (error) {
    if ((error as { code?: string }).code !== lockNotAvailable) throw error;
    ctx.log.info({}, 'the change log is being read; its next months are made later');
  }
}
