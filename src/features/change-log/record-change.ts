import type { Context } from '#platform/context.ts';
import type { Change } from './change.ts';
import { recordChanges } from './record-changes.ts';

/** Writes down what the caller has just done, in the transaction in which he did it: every act that changes something calls it. */
export async function recordChange(ctx: Context, change: Change): Promise<void> {
  await recordChanges(ctx, [change]);
}
