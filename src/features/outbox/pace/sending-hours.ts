/** When mail to many goes out, by the account's own clock. */
export interface SendingHours {
  time_zone: string;
  /** From this hour, 0 to 23. */
  bulk_mail_from_hour: number;
  /** Until this hour, 0 to 24, not included. Below the other it is of the next day; equal to it means always. */
  bulk_mail_until_hour: number;
}

const quarter = 15 * 60_000;

/** Whether mail to many may go out at this moment. */
export function isSendingHour(hours: SendingHours, at: Date): boolean {
  const { bulk_mail_from_hour: from, bulk_mail_until_hour: until } = hours;
  if (from === until % 24) return true;
  const hour = hourIn(hours.time_zone, at);
  return from < until ? hour >= from && hour < until : hour >= from || hour < until;
}

/** The next moment, this one included, at which mail to many may go out. */
export function nextSendingTime(hours: SendingHours, from: Date): Date {
  return walk(from, (at) => isSendingHour(hours, at));
}

/** The next moment at which it may not any more; a day later where it always may. */
export function endOfSending(hours: SendingHours, from: Date): Date {
  return walk(from, (at) => !isSendingHour(hours, at));
}

/** By quarters of an hour, to which every time zone keeps; a day and an hour, for the night that clocks change. */
function walk(from: Date, isThere: (at: Date) => boolean): Date {
  if (isThere(from)) return from;
  let at = new Date(Math.ceil((from.getTime() + 1) / quarter) * quarter);
  for (let step = 0; step < 100 && !isThere(at); step++) at = new Date(at.getTime() + quarter);
  return at;
}

function hourIn(time_zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: time_zone });
  return Number(parts.format(at));
}
