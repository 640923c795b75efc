import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Ends what lets contacts in: sessions and activation links, also those whose mail still waits. Their `portal_access` is
 * the caller's to set. Part of acts that restore contacts, who come back without access; asks no permission. A link to
 * choose a new password opens nothing for somebody without access, and the next activation replaces it.
 */
export async function endPortalAccess(
  ctx: Context,
  { contact_ids }: { contact_ids: readonly number[] },
): Promise<void> {
  if (contact_ids.length === 0) return;
  await inTransaction(ctx, async ({ db, caller, clock }) => {
    const values = [caller.account_id, contact_ids];
    await db.client!.query('delete from session where account_id = $1 and contact_id = any($2)', values);
    await db.client!.query(
      `update invitation set cancelled_at = $3
       where account_id = $1 and contact_id = any($2)
         and spent_at is null and replaced_at is null and cancelled_at is null`,
      [...values, clock.now()],
    );
  });
}
