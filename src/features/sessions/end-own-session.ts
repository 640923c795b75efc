import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { ownSessionOwner } from './own-session-owner.ts';
import { ownerColumn } from './owner-column.ts';

/** Ends one of the caller's own sessions; it is dead on its next request. Anybody else's is not found (C05). */
export async function endOwnSession(ctx: Context, { session_id }: { session_id: number }): Promise<void> {
  const owner = ownSessionOwner(ctx);
  const [column, id] = ownerColumn(owner);
  await inTransaction(ctx, async ({ db }) => {
    const { numDeletedRows } = await db
      .deleteFrom('session')
      .where('id', '=', session_id)
      .where(column, '=', id)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw new Failure('not_found', 'platform.not_found');
  });
}
