/** The states a contact's way into the portal can be in, as a chart stacks them from below. */
export const countedStates = ['active', 'invited', 'none', 'locked', 'deactivated'] as const;
export type CountedState = (typeof countedStates)[number];
export type StateCounts = Record<CountedState, number>;

export interface PortalStates {
  /** Oldest first; a day on which Maru did not run is left out. */
  days: (StateCounts & { day: string })[];
  /** Of the newest day; null before the first count. */
  counted_at: Date | null;
  /** The first and the last day of the span. */
  from: string;
  until: string;
}
