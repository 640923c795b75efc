import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` and lets a refusal come no sooner than `least_ms` after the start, so that its time tells nothing of why:
 * counting a try against somebody takes a few milliseconds more than finding nobody. Success comes as soon as it can,
 * unless `always` asks it to wait too.
 */
export async function noQuicker<R>(
  least_ms: number,
  work: () => Promise<R>,
  { always = false }: { always?: boolean } = {},
): Promise<R> {
  const until = performance.now() + least_ms;
  try {
    const result = await work();
    if (always) await sleepUntil(until);
    return result;
  } catch (error) {
    await sleepUntil(until);
    throw error;
  }
}

/** A timer counts from when its turn of the event loop began, and may so end too early. */
async function sleepUntil(until: number): Promise<void> {
  for (let left = until - performance.now(); left > 0; left = until - performance.now()) await sleep(left);
}
