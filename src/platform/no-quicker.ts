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
  const waited = sleep(least_ms);
  try {
    const result = await work();
    if (always) await waited;
    return result;
  } catch (error) {
    await waited;
    throw error;
  }
}
