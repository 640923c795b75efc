import { sql } from 'kysely';
import type { Context } from './context.ts';

/** Deletes counters of `limitRate` whose time is over. Runs by the schedule; they belong to no account. */
export async function deleteOverLimits({ db, clock }: Context): Promise<void> {
  await sql`delete from rate_limit where expire < ${clock.now().getTime()}`.execute(db);
}
