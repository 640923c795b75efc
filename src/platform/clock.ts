/** Tells the time to acts. Inside a transaction it stands still at the database's time of its start, so that all rows of one act agree. */
export interface Clock {
  now(): Date;
}

/** The installation's clock: real time, moved by `offset_ms` where a test moves it. */
export interface SettableClock extends Clock {
  offset_ms: number;
}

/** A clock that a test may move by setting `offset_ms`; in production nobody does. */
export function createClock(): SettableClock {
  return {
    offset_ms: 0,
    now() {
      return new Date(Date.now() + this.offset_ms);
    },
  };
}

/** A clock that stands at one moment. */
export function stoppedClock(at: Date): Clock {
  return { now: () => new Date(at) };
}
