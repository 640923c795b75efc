import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { type MarkedValue, markOf } from './tombstone.ts';

/**
 * Lets somebody in again who was deleted for ever, as a new contact, in the running transaction: he has written or signed
 * up himself, or an admin has said why. That it was done, by whom and why stays beside the tombstone.
 */
export async function liftTombstones(
  ctx: Context,
  values: readonly MarkedValue[],
  reason: string | null,
): Promise<void> {
  if (values.length === 0) return;
  const { db, caller, clock } = ctx;
  await sql`
    update tombstone set lifted_at = ${clock.now()}, lifted_reason = ${reason},
      lifted_by_agent_id = ${caller.kind === 'agent' ? caller.agent_id : null}
    where account_id = ${caller.account_id} and key_hash = any(${values.map((value) => markOf(ctx, value))}::bytea[])
      and lifted_at is null`.execute(db);
}
