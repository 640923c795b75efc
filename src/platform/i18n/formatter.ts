import { createFormatter } from 'use-intl/core';
import type { Locale } from './messages.ts';

export interface Formatter {
  /** 12480 is `12,480`. */
  number(value: number): string;
  /** `3 Mar 2026` and `2026. 3. 3.`: the day in the account's time zone. */
  day(at: Date): string;
  /** The day with hours and minutes. */
  moment(at: Date): string;
  /** `2 hours ago`, `in 7 days`. */
  relative(at: Date, now: Date): string;
}

/** Numbers and times as the server writes them into mails, failures and files; pages use `useFormatter` and `Moment`. */
export function formatter(locale: Locale, timeZone: string): Formatter {
  const format = createFormatter({ locale, timeZone });
  return {
    number: (value) => format.number(value),
    day: (at) => format.dateTime(at, { dateStyle: 'medium' }),
    moment: (at) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }),
    relative: (at, now) => format.relativeTime(at, now),
  };
}
