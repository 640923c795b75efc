import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { SessionOwner } from './create-session.ts';
import { ownerColumn } from './owner-column.ts';

/**
 * Ends every session of an agent or a contact; they are dead on their next request. Asks no permission: it is part of the
 * acts that lock, deactivate, delete, merge or change a password.
 */
export async function endSessionsOf(ctx: Context, owner: SessionOwner): Promise<void> {
  const [column, id] = ownerColumn(owner);
  await inTransaction(ctx, ({ db }) => db.deleteFrom('session').where(column, '=', id).execute());
}
