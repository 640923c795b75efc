import { findAccount } from '#features/accounts/find-account.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import type { NewSession } from '#features/sessions/create-session.ts';
import { endOwnSessions } from '#features/sessions/end-own-sessions.ts';
import { renewSession } from '#features/sessions/renew-session.ts';
import { checkPassword } from '#platform/check-password.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { hashPassword, verifyPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { allowAgent } from './allow-agent.ts';
import { revokeAgentLinks } from './revoke-agent-links.ts';
import { ownPasswordTries } from './sign-in-limits.ts';

/**
 * Changes the caller's own password, for which he must know the old one. All his sessions end and mailed links die; he goes
 * on with a new session, as long as the one he came with was meant to be, so that a copy of its cookie is worth nothing.
 * Fails as invalid for a wrong old or a weak new password.
 */
export async function updateOwnPassword(
  ctx: Context,
  { old_password, password }: { old_password: string; password: string },
): Promise<NewSession> {
  const { agent_id, account_id } = allowAgent(ctx);
  await limitRate(ctx, ownPasswordTries, `${account_id} ${agent_id}`);
  const [own, account] = await Promise.all([findOwn(ctx, agent_id), findAccount(ctx)]);
  const { is_right } = await verifyPassword(old_password, own.password_hash);
  if (!is_right) throw new Failure('invalid', 'agents.old_password_wrong', { field: 'old_password' });
  const problem = await checkPassword(password, { field: 'password', words: [own.name, own.email, account.name] });
  if (problem) throw invalid([problem]);
  const password_hash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    await ctx.db
      .updateTable('agent')
      .set({ password_hash, password_set_at: now, updated_at: now })
      .where('id', '=', agent_id)
      .execute();
    await revokeAgentLinks(ctx, { agent_id });
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'password_chosen' });
    await endOwnSessions(ctx, { but_this: true });
    return renewSession(ctx, { method: 'password' });
  });
}

function findOwn(ctx: Context, agent_id: number) {
  return inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('agent')
      .select(['name', 'email', 'password_hash'])
      .where('id', '=', agent_id)
      .executeTakeFirstOrThrow(),
  );
}
