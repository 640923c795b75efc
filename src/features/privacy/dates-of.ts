import type { Locale } from '#platform/i18n/messages.ts';

/** Moments, days and numbers as a document has them: in the reader's language and the account's time zone. */
export function datesOf({ locale, time_zone }: { locale: Locale; time_zone: string }) {
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: time_zone,
  });
  // A day is the same one everywhere.
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(locale);
  return {
    moment: (at: Date) => moments.format(at),
    day: (on: string) => days.format(new Date(`${on}T00:00:00Z`)),
    number: (count: number) => numbers.format(count),
  };
}
