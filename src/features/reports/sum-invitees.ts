import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Makes one row of the many that a day's invited people have left on their way. Runs by the schedule. */
export async function sumInvitees(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db, caller }) =>
    sql`
      with days as (select distinct invited_on from invitee_count where not is_sum),
      gone as (
        delete from invitee_count where invited_on in (select invited_on from days)
        returning invited_on, invited_count, accepted_count, opened_count, activated_count)
      insert into invitee_count
        (account_id, invited_on, invited_count, accepted_count, opened_count, activated_count, is_sum)
      select ${caller.account_id}, invited_on, sum(invited_count), sum(accepted_count), sum(opened_count),
        sum(activated_count), true
      from gone group by invited_on`.execute(db),
  );
}
