/** Tells the time to acts. Inside a transaction it stands still at the database's time of its start, so that all rows of one act agree. */
export interface Clock {
  now(): Date;
  /** This clock, standing still at a moment that the database read. */
  standingAt(database_time: Date): Clock;
}

/** The installation's clock: real time, moved by `offset_ms`, which only tests set. */
export interface SettableClock extends Clock {
  offset_ms: number;
}

/** The clock of a program. */
export function createClock(): SettableClock {
  return {
    offset_ms: 0,
    now() {
      return new Date(Date.now() + this.offset_ms);
    },
    standingAt(database_time) {
      return stoppedClock(database_time.getTime() + this.offset_ms);
    },
  };
}

function stoppedClock(at_ms: number): Clock {
  const clock: Clock = { now: () => new Date(at_ms), standingAt: () => clock };
  return clock;
}
