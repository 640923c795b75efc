import type { SettableClock } from '#platform/clock.ts';

/** The time in which a sample account's past is lived through: acts are done as of then, and it only moves forward. */
export interface SampleTime {
  /** Moves on to so many days ago, at an hour of Seoul; not back. */
  goTo(at: { days_ago: number; hour: number }): void;
  pass(length: { minutes: number }): void;
}

const dayMs = 24 * 3_600_000;
const seoulMs = 9 * 3_600_000;

/** Moves `clock`, which nobody else may be using. */
export function createSampleTime(clock: SettableClock): SampleTime {
  const moveTo = (moment: number) => {
    clock.offset_ms = Math.min(0, Math.max(moment - Date.now(), clock.offset_ms));
  };
  const midnight = Math.floor((Date.now() + seoulMs) / dayMs) * dayMs - seoulMs;
  clock.offset_ms = -100 * dayMs;
  return {
    goTo: ({ days_ago, hour }) => moveTo(midnight - days_ago * dayMs + hour * 3_600_000),
    pass: ({ minutes }) => moveTo(Date.now() + clock.offset_ms + minutes * 60_000),
  };
}
