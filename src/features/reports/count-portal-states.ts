import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Counts the account's contacts by portal state for the day that it is there; the last count of a day stays. Runs by the
 * schedule. Most contacts are counted in the index that the views have, the few that something lies over by their own.
 */
export async function countPortalStates(ctx: Context): Promise<void> {
  await inTransaction(ctx, async ({ db, clock, caller }) => {
    const now = clock.now();
    await sql`
      with by_access as (
        select portal_access as state, count(*) as contacts from contact where deleted_at is null group by portal_access),
      covered as (
        select portal_access, 'deactivated' as state, count(*) as contacts from contact
        where deleted_at is null and deactivated_at is not null group by portal_access
        union all
        select portal_access, 'locked', count(*) from contact
        where deleted_at is null and locked_at is not null and deactivated_at is null
          and (locked_until is null or locked_until > ${now})
        group by portal_access),
      counted as (
        select state, contacts from by_access
        union all select portal_access, -contacts from covered
        union all select state, contacts from covered)
      insert into portal_state_count (account_id, counted_on, state, contacts_count, counted_at)
      select account.id, (${now}::timestamptz at time zone account.time_zone)::date, one.state,
        coalesce((select sum(contacts) from counted where counted.state = one.state), 0), ${now}
      from account cross join unnest(array['none', 'invited', 'active', 'locked', 'deactivated']) one (state)
      where account.id = ${caller.account_id}
      on conflict (account_id, counted_on, state)
        do update set contacts_count = excluded.contacts_count, counted_at = excluded.counted_at`.execute(db);
  });
}
