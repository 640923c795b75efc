import type { Context } from '#platform/context.ts';

/**
 * Holds the rows of these contacts until the transaction ends, in the order of their ids, so that two acts on the same
 * people wait for each other instead of deadlocking.
 */
export async function lockContactRows({ db, caller }: Context, contact_ids: readonly number[]): Promise<void> {
  await db.client!.query('select from contact where account_id = $1 and id = any($2) order by id for no key update', [
    caller.account_id,
    contact_ids,
  ]);
}
