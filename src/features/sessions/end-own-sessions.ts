import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { ownSessionOwner } from './own-session-owner.ts';
import { ownerColumn } from './owner-column.ts';

/** Signs the caller out everywhere, or everywhere but here (`but_this`): whoever else has his cookie is out on the next request. */
export async function endOwnSessions(ctx: Context, { but_this }: { but_this: boolean }): Promise<void> {
  const owner = ownSessionOwner(ctx);
  if (!but_this) {
    await endSessionsOf(ctx, owner);
    return;
  }
  const [column, id] = ownerColumn(owner);
  const own_id = ('session_id' in ctx.caller && ctx.caller.session_id) || 0;
  await inTransaction(ctx, ({ db }) =>
    db.deleteFrom('session').where(column, '=', id).where('id', '<>', own_id).execute(),
  );
}
