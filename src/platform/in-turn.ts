import { Failure } from './failure.ts';

/**
 * Lets only so much of some work run at once in this process and so much more wait in line; what comes beyond that fails
 * as unavailable (`platform.busy`) at once, which is kinder than an answer after minutes.
 */
export function inTurn({ at_once, waiting }: { at_once: number; waiting: number }) {
  const line: (() => void)[] = [];
  let running = 0;

  /** Fails as `turn` would for one who came now, before anything is done for him that is in vain. */
  function allowOne(): void {
    const isFull = running >= at_once && line.length >= waiting;
    if (isFull) throw new Failure('unavailable', 'platform.busy', { retry_after: 5 });
  }

  async function turn<R>(work: () => Promise<R>): Promise<R> {
    allowOne();
    if (running >= at_once) {
      await new Promise<void>((next) => line.push(next));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      // The place is handed over, not given back, so that nobody who comes just now can take it.
      const next = line.shift();
      if (next) next();
      else running--;
    }
  }

  return Object.assign(turn, { allowOne });
}
