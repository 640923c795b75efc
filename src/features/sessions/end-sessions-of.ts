import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { SessionOwner } from './create-session.ts';
import { ownerColumn } from './owner-column.ts';

/**
 * Ends every session of an agent or a contact, or the one that is named; they are dead on their next request. Tells whether there
 * was any; one that is named and not his is not found. Asks no permission: it is part of the acts that sign somebody out, lock,
 * deactivate, delete, merge or change a password.
 */
export async function endSessionsOf(
  ctx: Context,
  owner: SessionOwner,
  { session_id }: { session_id?: number | undefined } = {},
): Promise<boolean> {
  const [column, id] = ownerColumn(owner);
  return inTransaction(ctx, async ({ db }) => {
    const all = db.deleteFrom('session').where(column, '=', id);
    const meant = session_id === undefined ? all : all.where('id', '=', session_id);
    const { numDeletedRows } = await meant.executeTakeFirstOrThrow();
    if (numDeletedRows === 0n && session_id !== undefined) throw new Failure('not_found', 'platform.not_found');
    return numDeletedRows > 0n;
  });
}
