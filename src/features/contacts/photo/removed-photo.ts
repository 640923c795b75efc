import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';

const dayMs = 24 * 3_600_000;

/** Photos removed before that can not be brought back any more. */
export function keptSince({ clock }: Context): Date {
  return new Date(clock.now().getTime() - dayMs);
}

/**
 * Puts the photo that a contact has aside, in place of one that was put aside before, and tells whether he had any. Part of a
 * transaction that holds his row.
 */
export async function putPhotoAside({ db, clock }: Context, { contact_id }: { contact_id: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with gone as (delete from contact_photo where contact_id = ${contact_id} returning *)
    insert into removed_photo (account_id, contact_id, key, large, small, created_at, removed_at)
    select account_id, contact_id, key, large, small, created_at, ${clock.now()} from gone
    on conflict (account_id, contact_id) do update set (key, large, small, created_at, removed_at)
      = (excluded.key, excluded.large, excluded.small, excluded.created_at, excluded.removed_at)`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
