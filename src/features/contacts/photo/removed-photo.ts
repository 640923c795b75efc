import type { Context } from '#platform/context.ts';

const dayMs = 24 * 3_600_000;

/** Photos removed before that can not be brought back any more. */
export function keptSince({ clock }: Context): Date {
  return new Date(clock.now().getTime() - dayMs);
}
