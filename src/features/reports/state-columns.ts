import { countedStates, type PortalStates, type StateCounts } from './portal-states.ts';
import { addDays } from './report-span.ts';

export interface StateColumn {
  /** The day, or the first of its week. */
  day: string;
  /** Null for one on which nobody counted. */
  counts: StateCounts | null;
}

/** More days than this stand as weeks: each as it ended. */
const mostDays = 92;

/** A column for each day of a span, or for each week of a long one; those without a count are gaps. */
export function stateColumns({ days, from, until }: Pick<PortalStates, 'days' | 'from' | 'until'>): StateColumn[] {
  const length = (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1;
  const step = length > mostDays ? 7 : 1;
  return Array.from({ length: Math.ceil(length / step) }, (_, at) => {
    const [first, next] = [addDays(from, at * step), addDays(from, (at + 1) * step)];
    const counts = days.findLast(({ day }) => day >= first && day < next);
    return { day: first, counts: counts ?? null };
  });
}

/** Where each state of a column begins and ends, one upon the other. */
export function stackedParts(
  counts: StateCounts,
): { name: (typeof countedStates)[number]; from: number; to: number }[] {
  let reached = 0;
  return countedStates.map((name) => {
    const from = reached;
    reached += counts[name];
    return { name, from, to: reached };
  });
}
