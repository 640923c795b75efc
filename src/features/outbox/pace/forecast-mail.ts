import { endOfSending, nextSendingTime, type SendingHours } from './sending-hours.ts';

/** How fast and when an account's mail to many goes out. */
export interface Pace extends SendingHours {
  /** Null: as fast as the mail server takes it. */
  mail_per_hour: number | null;
}

/** Beyond this a forecast says nothing useful. */
const mostDays = 400;

/** What a mail server takes of us in an hour where nothing else limits it: five connections with some two mails a second. */
const unlimitedPerHour = 36_000;

/**
 * When the last of so many mails will have gone out that wait from `from` on, at the account's pace and in its hours, if
 * nothing fails; null for none, or where that is more than a year away.
 */
export function forecastMail(pace: Pace, from: Date, count: number): Date | null {
  if (count === 0) return null;
  let left = (count / (pace.mail_per_hour ?? unlimitedPerHour)) * 3_600_000;
  let at = nextSendingTime(pace, from);
  const limit = from.getTime() + mostDays * 24 * 3_600_000;
  while (at.getTime() < limit) {
    const open_ms = endOfSending(pace, at).getTime() - at.getTime();
    if (open_ms >= left) return new Date(at.getTime() + left);
    left -= open_ms;
    at = nextSendingTime(pace, new Date(at.getTime() + open_ms));
  }
  return null;
}
