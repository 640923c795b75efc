import { findAccount } from '#features/accounts/find-account.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { countPacedMail } from './count-paced-mail.ts';
import { forecastMail } from './forecast-mail.ts';
import { isSendingHour, nextSendingTime } from './sending-hours.ts';

/** How the account's mail to many stands. */
export interface MailPace {
  waiting_count: number;
  /** Null: as fast as the mail server takes it. */
  mail_per_hour: number | null;
  from_hour: number;
  until_hour: number;
  /** When its hours begin; null while they run. */
  opens_at: Date | null;
  /** When the last of what waits will have gone out; null where nothing waits, or nobody can say. */
  finishes_at: Date | null;
  /** False without a mail server, or while mail to customers is off: nothing goes out. */
  is_going_out: boolean;
}

/** How much mail to many waits, and when the last of it will have gone out. Needs `mail.view`. */
export async function findPace(ctx: Context): Promise<MailPace> {
  allow(ctx, 'mail.view');
  return inTransaction(ctx, async (ctx) => {
    const account = await findAccount(ctx);
    const now = ctx.clock.now();
    const waiting_count = await countPacedMail(ctx);
    const is_going_out = ctx.sends_mail && account.is_mail_to_customers_on;
    return {
      waiting_count,
      mail_per_hour: account.mail_per_hour,
      from_hour: account.bulk_mail_from_hour,
      until_hour: account.bulk_mail_until_hour,
      opens_at: isSendingHour(account, now) ? null : nextSendingTime(account, now),
      finishes_at: is_going_out ? forecastMail(account, now, waiting_count) : null,
      is_going_out,
    };
  });
}
