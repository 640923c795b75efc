import type { Selectable } from 'kysely';
import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import type { SessionRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { SessionOwner } from './create-session.ts';
import { type Device, describeDevice } from './describe-device.ts';
import { ownerColumn } from './owner-column.ts';
import { endOf, isAlive, type SessionMethod } from './session.ts';

/** A session that still opens something, as its owner and whoever may end it see it: no token. */
export interface ListedSession extends Pick<Selectable<SessionRow>, 'id' | 'ip' | 'created_at' | 'last_seen_at'> {
  device: Device;
  method: SessionMethod;
  is_remembered: boolean;
  /** When it ends at the latest. */
  ends_at: Date;
  /** The one that asks. */
  is_this: boolean;
}

/** The open sessions of an agent or a contact, the caller's own first and then the last seen. Asks no permission. */
export async function listSessionsOf(ctx: Context, owner: SessionOwner): Promise<ListedSession[]> {
  const [column, id] = ownerColumn(owner);
  return inTransaction(ctx, async (ctx) => {
    const rules = await findAccount(ctx);
    const rows = await ctx.db
      .selectFrom('session')
      .select(['id', 'ip', 'user_agent', 'method', 'is_remembered', 'created_at', 'last_seen_at', 'expires_at'])
      .where(column, '=', id)
      .orderBy('last_seen_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    const now = ctx.clock.now();
    const own_id = 'session_id' in ctx.caller ? ctx.caller.session_id : undefined;
    return rows
      .filter((row) => isAlive(row, rules, now))
      .map(({ user_agent, expires_at, method, ...row }) => ({
        ...row,
        method: method as SessionMethod,
        device: describeDevice(user_agent),
        ends_at: endOf({ ...row, expires_at }, rules),
        is_this: row.id === own_id,
      }))
      .sort((one, other) => Number(other.is_this) - Number(one.is_this));
  });
}
