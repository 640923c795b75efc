import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import { ownerColumn } from '#features/sessions/owner-column.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Passkey } from './passkey.ts';

/** The caller's own passkeys, the newest first. */
export async function listOwnPasskeys(ctx: Context): Promise<Passkey[]> {
  const [column, id] = ownerColumn(ownSessionOwner(ctx));
  return inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('passkey')
      .select(['id', 'name', 'is_backup_eligible', 'is_backed_up', 'created_at', 'last_used_at'])
      .where(column, '=', id)
      .orderBy('id', 'desc')
      .execute(),
  );
}
