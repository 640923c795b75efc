import { randomBytes } from 'node:crypto';
import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { hashToken } from '#platform/tokens.ts';
import { lifeOf, type SessionMethod } from './session.ts';

export type SessionOwner = { agent_id: number } | { contact_id: number };

export interface NewSession {
  /** What the cookie carries; 256 random bits, kept nowhere else. */
  token: string;
  /** Seconds the cookie lives; null for the browser's own session. */
  max_age: number | null;
}

interface BegunSession {
  is_remembered: boolean;
  /** By what he has proved it; by a password unless told. */
  method?: SessionMethod;
  /** Which provider it was. */
  provider_id?: number | null;
  /** Of a contact who has proved no address yet: what lets him stay in is this session alone. */
  is_of_temporary_password?: boolean;
}

/**
 * Begins a session for somebody who has just proved who he is; called by the acts of signing in. The session that the
 * request came with ends, so that a cookie put there before can not become his (C01). It lives as long as the account says,
 * which may let nobody stay signed in.
 */
export async function createSession(
  ctx: Context,
  {
    is_remembered: wished,
    method = 'password',
    provider_id = null,
    is_of_temporary_password = false,
    ...owner
  }: SessionOwner & BegunSession,
): Promise<NewSession> {
  const token = randomBytes(32).toString('base64url');
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock, origin } = ctx;
    const rules = await findAccount(ctx);
    const is_remembered = wished && rules.remembered_days > 0;
    const { whole } = lifeOf(rules, is_remembered);
    const now = clock.now();
    if ('session_id' in caller && caller.session_id) {
      await db.deleteFrom('session').where('id', '=', caller.session_id).execute();
    }
    await db
      .insertInto('session')
      .values({
        account_id: caller.account_id,
        token_hash: hashToken(token),
        agent_id: 'agent_id' in owner ? owner.agent_id : null,
        contact_id: 'contact_id' in owner ? owner.contact_id : null,
        is_remembered,
        method,
        provider_id,
        is_of_temporary_password,
        ip: origin?.ip ?? null,
        user_agent: origin?.user_agent ?? null,
        created_at: now,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + whole),
      })
      .execute();
    return { token, max_age: is_remembered ? whole / 1_000 : null };
  });
}
