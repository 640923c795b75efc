import { sql } from 'kysely';
import { findAccount } from '#features/accounts/find-account.ts';
import { deviceToken, isKnownDevice } from '#features/sessions/known-device.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** A sign-in that may be compared with a password. */
export interface AgentTry {
  id: number;
  /** Null for an agent who has not accepted his invitation yet. */
  password_hash: string | null;
  password_set_at: Date | null;
  /** May come in by his password also where agents have to use a provider. */
  is_owner: boolean;
  is_known_device: boolean;
  /** The one that reached the account's limit: it has locked him out unless its password is right. */
  is_last: boolean;
}

/**
 * Counts a try to sign in before the password is looked at, and gives the agent it may be looked at for: of many tries at
 * once only as many as the account allows get one (A08). The try that reaches the limit locks for the account's minutes
 * unless it is right. Null for an unknown, invited, locked or deactivated agent. A browser that this agent has signed in
 * from before is not counted here, and no lock by failures holds it up.
 */
export async function takeSignInTry(
  ctx: Context,
  { email, device }: { email: string; device: string | null },
): Promise<AgentTry | null> {
  const { lockout_failures_count, lockout_minutes } = await findAccount(ctx);
  return inTransaction(ctx, async (ctx) => {
    const known = device === null ? null : await findKnown(ctx, { email, device });
    if (known) return known;
    const now = ctx.clock.now();
    const locked_until = new Date(now.getTime() + lockout_minutes * 60_000);
    // A lock that is over starts the count anew.
    const tries = sql<number>`case when locked_until is null then failed_sign_in_count + 1 else 1 end`;
    const { rows } = await sql<Omit<AgentTry, 'is_known_device'>>`
      update agent set
        failed_sign_in_count = ${tries},
        locked_until = case when ${tries} >= ${lockout_failures_count} then ${locked_until}::timestamptz end
      where email = ${email} and deactivated_at is null and (locked_until is null or locked_until <= ${now})
      returning id, password_hash, password_set_at, is_owner, locked_until is not null as is_last`.execute(ctx.db);
    return rows[0] ? { ...rows[0], is_known_device: false } : null;
  });
}

/** The agent at whose browser this is; null where it is nobody's or another one's. */
async function findKnown(ctx: Context, { email, device }: { email: string; device: string }): Promise<AgentTry | null> {
  const agent = await ctx.db
    .selectFrom('agent')
    .select(['id', 'password_hash', 'password_set_at', 'is_owner'])
    .where('email', '=', email)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!agent?.password_set_at) return null;
  const token = deviceToken(ctx, { agent_id: agent.id }, { password_set_at: agent.password_set_at });
  return isKnownDevice(device, token) ? { ...agent, is_known_device: true, is_last: false } : null;
}
