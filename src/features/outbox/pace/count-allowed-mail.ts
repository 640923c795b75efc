import type { Context } from '#platform/context.ts';
import { isSendingHour } from './sending-hours.ts';

const hour = 3_600_000;
/** A little less, since what looks once a minute does not look to the second. */
const minute = 55_000;

/**
 * How many mails to many may be handed to the mail server now, in the running transaction, so that with all other mail no
 * more go out in an hour than the account allows, and those spread over its minutes. Nothing outside of its hours. Holds
 * the account until the end of the transaction: two workers at once share what is left.
 */
export async function countAllowedMail({ db, caller, clock }: Context): Promise<number> {
  const account = await db
    .selectFrom('account')
    .select(['time_zone', 'bulk_mail_from_hour', 'bulk_mail_until_hour', 'mail_per_hour'])
    .executeTakeFirstOrThrow();
  const now = clock.now();
  if (!isSendingHour(account, now)) return 0;
  const { mail_per_hour } = account;
  if (mail_per_hour === null) return Number.POSITIVE_INFINITY;
  await db.client!.query('select from account where id = $1 for no key update', [caller.account_id]);
  const { rows } = await db.client!.query<{ in_hour: number; in_minute: number }>(
    `select count(*) as in_hour, count(*) filter (where tried_at > $3) as in_minute
     from mail_message where account_id = $1 and tried_at > $2`,
    [caller.account_id, new Date(now.getTime() - hour), new Date(now.getTime() - minute)],
  );
  const { in_hour, in_minute } = rows[0]!;
  return Math.max(0, Math.min(mail_per_hour - in_hour, Math.ceil(mail_per_hour / 60) - in_minute));
}
