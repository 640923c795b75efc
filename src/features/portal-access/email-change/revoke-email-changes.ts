import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Lets the links of these contacts stop working by which they would confirm another address. Part of acts on many; asks no
 * permission.
 */
export async function revokeEmailChanges(
  ctx: Context,
  { contact_ids }: { contact_ids: readonly number[] },
): Promise<void> {
  if (contact_ids.length === 0) return;
  await inTransaction(ctx, ({ db, caller, clock }) =>
    db.client!.query(
      `update email_change set replaced_at = $3
       where account_id = $1 and contact_id = any($2) and spent_at is null and replaced_at is null`,
      [caller.account_id, contact_ids, clock.now()],
    ),
  );
}
