import { useFormatter } from 'use-intl';

/** Says days such as `2026-11-23` as the reader writes them: below a chart of `weeks` as short as they stay clear, in a table with their year. */
export function useDay(weeks: number): { short(day: string): string; whole(day: string): string } {
  const format = useFormatter();
  const say = (day: string, how: { year?: 'numeric'; month: 'short'; day?: 'numeric' }) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), { ...how, timeZone: 'UTC' });
  return {
    short: (day) => say(day, weeks > 52 ? { year: 'numeric', month: 'short' } : { month: 'short', day: 'numeric' }),
    whole: (day) => say(day, { year: 'numeric', month: 'short', day: 'numeric' }),
  };
}
