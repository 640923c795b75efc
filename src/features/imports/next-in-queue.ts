import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';

/**
 * The import whose run or undo is at work in the account or, where none is, has waited longest for its turn; null where
 * there is none. Paused ones let the others pass and come back to their place.
 */
export async function nextInQueue({ db }: Context): Promise<number | null> {
  const next = await db
    .selectFrom('import')
    .select('id')
    .where('state', 'in', ['running', 'undoing'])
    .orderBy(sql`lease_key is null`)
    .orderBy('asked_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return next?.id ?? null;
}
