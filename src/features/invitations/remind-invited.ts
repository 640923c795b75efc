import { findAccount } from '#features/accounts/find-account.ts';
import { countPacedMail } from '#features/outbox/pace/count-paced-mail.ts';
import { isSendingHour } from '#features/outbox/pace/sending-hours.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { skipReasonSql } from './invitation.ts';
import { inviteContacts } from './invite-contacts.ts';

const day = 24 * 3_600_000;

/** Reminders of one look: what an account without a limit sends within seconds. */
const mostAtOnce = 500;
/** How often the schedule looks in an hour. */
const looksPerHour = 6;
/** Who was invited longer ago than this beyond the days of a reminder is not reminded: nobody hears again after a year. */
const longestDays = 30;

/**
 * Reminds those who were invited so many days ago as the account says, whose mail was taken and has not come back, and who
 * have not come in: with a fresh link each, up to the account's number of reminders. Only in its sending hours and no more
 * than go out soon, so that nobody's former link is dead while the new one waits. Does nothing where the account does not
 * remind. A schedule calls it; asks no permission.
 */
export async function remindInvited(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const account = await findAccount(ctx);
    const { reminder_days, reminders_count, mail_per_hour, is_mail_to_customers_on } = account;
    const now = ctx.clock.now();
    const mayGoOut = ctx.sends_mail && is_mail_to_customers_on && isSendingHour(account, now);
    if (reminder_days === null || !mayGoOut) return;
    const most = Math.min(mostAtOnce, Math.ceil((mail_per_hour ?? Number.POSITIVE_INFINITY) / looksPerHour));
    const free = most - (await countPacedMail(ctx));
    if (free <= 0) return;
    const due = await lockDue(ctx, {
      by_then: new Date(now.getTime() - reminder_days * day),
      since: new Date(now.getTime() - (reminder_days + longestDays) * day),
      reminders_count,
      limit: free,
    });
    for (const [number, some] of Map.groupBy(due, ({ reminder_number }) => reminder_number)) {
      const contact_ids = some.map(({ contact_id }) => contact_id);
      await inviteContacts(ctx, { contact_ids, reminder_number: number + 1 });
    }
  });
}

interface Due {
  contact_id: number;
  reminder_number: number;
}

/**
 * Locks the contacts, as inviting does: whoever is invited at this moment is passed over, and who was a moment ago has a newer
 * `invited_at` by the time his row is looked at again.
 */
async function lockDue(
  { db, caller }: Context,
  { by_then, since, reminders_count, limit }: { by_then: Date; since: Date; reminders_count: number; limit: number },
): Promise<Due[]> {
  const { rows } = await db.client!.query<Due>(
    `select i.contact_id, i.reminder_number
     from invitation i
     join contact c on c.account_id = i.account_id and c.id = i.contact_id
     join contact_email e
       on e.account_id = c.account_id and e.contact_id = c.id and e.email = i.email and e.is_primary and e.bounced_at is null
     where i.account_id = $1 and i.stage in ('sent', 'link_opened') and i.replaced_at is null
       and i.accepted_at <= $2 and i.accepted_at > $3 and i.reminder_number < $4
       and c.portal_access = 'invited' and c.invited_at <= $2 and (${skipReasonSql}) is null
     order by i.accepted_at, i.id
     limit $5
     for update of c skip locked`,
    [caller.account_id, by_then, since, reminders_count, limit],
  );
  return rows;
}
