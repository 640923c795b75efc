import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Lets open links to sign in stop working, of these contacts or, where none are named, of everybody: part of acts that take
 * away what lets somebody in. Asks no permission.
 */
export async function revokeSignInLinks(
  ctx: Context,
  { contact_ids }: { contact_ids?: readonly number[] } = {},
): Promise<void> {
  if (contact_ids?.length === 0) return;
  await inTransaction(ctx, async ({ db, clock }) => {
    let links = db
      .updateTable('sign_in_link')
      .set({ replaced_at: clock.now() })
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null);
    if (contact_ids) links = links.where(sql<boolean>`contact_id = any(${contact_ids}::bigint[])`);
    await links.execute();
  });
}
