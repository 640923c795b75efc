import { randomBytes } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { hashToken } from '#platform/tokens.ts';
import { limits } from './session.ts';

export type SessionOwner = { agent_id: number } | { contact_id: number };

export interface NewSession {
  /** What the cookie carries; 256 random bits, kept nowhere else. */
  token: string;
  /** Seconds the cookie lives; null for the browser's own session. */
  max_age: number | null;
}

/**
 * Begins a session for somebody who has just proved who he is; called by the acts of signing in. The session that the
 * request came with ends, so that a cookie put there before can not become his (C01).
 */
export async function createSession(
  ctx: Context,
  { is_remembered, ...owner }: SessionOwner & { is_remembered: boolean },
): Promise<NewSession> {
  const token = randomBytes(32).toString('base64url');
  const { whole } = is_remembered ? limits.remembered : limits.plain;
  await inTransaction(ctx, async ({ db, caller, clock, origin }) => {
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
        ip: origin?.ip ?? null,
        user_agent: origin?.user_agent ?? null,
        created_at: now,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + whole),
      })
      .execute();
  });
  return { token, max_age: is_remembered ? whole / 1_000 : null };
}
