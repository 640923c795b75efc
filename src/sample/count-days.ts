import { countPortalStates } from '#features/reports/count-portal-states.ts';
import type { Context } from '#platform/context.ts';
import type { SampleTime } from './sample-time.ts';

/** Lets days go by in which nothing happens, up to `until` days ago, but for what the schedule counts every evening. */
export async function countDays(
  time: SampleTime,
  ctx: Context,
  { from, until }: { from: number; until: number },
): Promise<void> {
  for (let days_ago = from; days_ago > until; days_ago--) {
    time.goTo({ days_ago, hour: 22 });
    await countPortalStates(ctx);
  }
}
