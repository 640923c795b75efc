import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Ends every session of these contacts; they are dead on their next request. Part of acts on many; asks no permission. */
export async function endSessionsOfContacts(
  ctx: Context,
  { contact_ids }: { contact_ids: readonly number[] },
): Promise<void> {
  if (contact_ids.length === 0) return;
  await inTransaction(ctx, ({ db, caller }) =>
    db.client!.query('delete from session where account_id = $1 and contact_id = any($2)', [
      caller.account_id,
      contact_ids,
    ]),
  );
}
