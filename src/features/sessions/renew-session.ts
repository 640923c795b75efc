import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { createSession, type NewSession } from './create-session.ts';
import { ownSessionOwner } from './own-session-owner.ts';
import type { SessionMethod } from './session.ts';

/**
 * Goes on with a new session in place of the caller's own, as long as that one was meant to be: he has just proved who he is
 * once more, and a copy of the former cookie shall gain nothing by it (C01).
 */
export async function renewSession(ctx: Context, { method }: { method: SessionMethod }): Promise<NewSession> {
  const owner = ownSessionOwner(ctx);
  const session_id = ('session_id' in ctx.caller && ctx.caller.session_id) || 0;
  return inTransaction(ctx, async (ctx) => {
    const row = await ctx.db
      .selectFrom('session')
      .select(['is_remembered', 'is_of_temporary_password'])
      .where('id', '=', session_id)
      .executeTakeFirst();
    return createSession(ctx, {
      ...owner,
      is_remembered: row?.is_remembered ?? false,
      is_of_temporary_password: row?.is_of_temporary_password ?? false,
      method,
    });
  });
}
