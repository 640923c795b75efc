import { sql } from 'kysely';
import { type MarkedValue, markOf } from '#features/contacts/tombstones/tombstone.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Whether a value is of somebody who was deleted for ever and has not been let in again. */
export type IsErased = (value: MarkedValue) => boolean;

/**
 * What the rows of an import are asked, read once before the first; undefined where nobody was ever erased, so that rows are
 * not hashed for nothing. Nobody is erased whom a file at work names, so it holds until its end.
 */
export async function readTombstones(ctx: Context): Promise<IsErased | undefined> {
  const { rows } = await inTransaction(ctx, ({ db, caller }) =>
    sql<{ mark: string }>`
      select encode(key_hash, 'base64') as mark from tombstone
      where account_id = ${caller.account_id} and lifted_at is null`.execute(db),
  );
  if (rows.length === 0) return undefined;
  const marks = new Set(rows.map(({ mark }) => mark));
  return (value) => marks.has(markOf(ctx, value).toString('base64'));
}
