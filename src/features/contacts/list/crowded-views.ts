import type { Pool } from 'pg';
import type { ContactView } from '#features/contacts/filter/contact-filter.ts';
import type { Context } from '#platform/context.ts';

/** So long "10,000+" is believed without counting again, in milliseconds. */
const believedMs = 10_000;

/** Until when which view of which account is known to hold more than is counted; each process has its own. */
const known = new WeakMap<Pool, Map<string, number>>();

/**
 * Whether a view held more contacts than are counted a moment ago. Reading ten thousand entries of an index for each of the
 * large views was a quarter of what a list of a million waited for, to say what it had said at the last click.
 */
export function isCrowded({ db, caller, clock }: Context, view: ContactView): boolean {
  return (known.get(db.pool)?.get(`${caller.account_id} ${view}`) ?? 0) > clock.now().getTime();
}

/** Remembers what has just been counted. */
export function noteCrowded({ db, caller, clock }: Context, view: ContactView, isMore: boolean): void {
  const views = known.get(db.pool) ?? new Map<string, number>();
  known.set(db.pool, views);
  const key = `${caller.account_id} ${view}`;
  if (isMore) views.set(key, clock.now().getTime() + believedMs);
  else views.delete(key);
}
