import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { type MarkedValue, markOf } from './tombstone.ts';

/**
 * Which of these values are of somebody who was deleted for ever and has not been let in again, in the running
 * transaction. For every way in which a contact can come to be: by hand, by mail, by sign-up.
 */
export async function listErasedValues(ctx: Context, values: readonly MarkedValue[]): Promise<MarkedValue[]> {
  if (values.length === 0) return [];
  const marks = values.map((value) => markOf(ctx, value));
  const { rows } = await sql<{ key_hash: Buffer }>`
    select key_hash from tombstone
    where account_id = ${ctx.caller.account_id} and key_hash = any(${marks}::bytea[]) and lifted_at is null`.execute(
    ctx.db,
  );
  return values.filter((_, at) => rows.some(({ key_hash }) => key_hash.equals(marks[at]!)));
}
