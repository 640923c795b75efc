import { useSyncExternalStore } from 'react';
import { useFormatter, useNow } from 'use-intl';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

interface Props {
  at: string | Date;
  /** `relative` ("3 hours ago", a date beyond a week), `date`, or `exact` with the time of day. */
  as?: 'relative' | 'date' | 'exact';
}

/** A moment in the account's time zone; pointing at it shows day and time in full. */
export function Moment({ at, as = 'relative' }: Props) {
  const format = useFormatter();
  const now = useCurrentMinute();
  const moment = new Date(at);
  const exact = format.dateTime(moment, { dateStyle: 'medium', timeStyle: 'short' });
  const isNear = Math.abs(now.getTime() - moment.getTime()) < week;
  const relative = isNear ? format.relativeTime(moment, now) : format.dateTime(moment, { dateStyle: 'medium' });
  const text = { relative, date: format.dateTime(moment, { dateStyle: 'medium' }), exact }[as];
  // Browsers differ from the server in blanks and commas of dates; what the server wrote is as good.
  return (
    <time dateTime={moment.toISOString()} title={exact} suppressHydrationWarning>
      {text}
    </time>
  );
}

/** The time, moving once a minute; while a page starts it is the server's, so that both draw the same. */
function useCurrentMinute(): Date {
  const fromServer = useNow();
  const current = useSyncExternalStore(
    everyMinute,
    () => Math.floor(Date.now() / minute),
    () => -1,
  );
  return current === -1 ? fromServer : new Date(Date.now());
}

function everyMinute(changed: () => void): () => void {
  const timer = setInterval(changed, minute);
  return () => clearInterval(timer);
}
