import type { NewSession } from '#features/sessions/create-session.ts';
import { renewSession } from '#features/sessions/renew-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { verifyPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { allowAgent } from './allow-agent.ts';
import { findSecondFactor } from './second-factor/find-second-factor.ts';
import { spendCode } from './second-factor/spend-code.ts';
import { ownPasswordTries } from './sign-in-limits.ts';

/**
 * Proves once more who an agent is, by his password and, where he has an app for it, a code, before he changes how he gets
 * in; he goes on with a new session. Fails as invalid for a wrong one.
 */
export async function proveAgentByPassword(
  ctx: Context,
  { password, code = '' }: { password: string; code?: string },
): Promise<NewSession> {
  const { account_id, agent_id } = allowAgent(ctx);
  await limitRate(ctx, ownPasswordTries, `${account_id} ${agent_id}`);
  const own = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('agent').select('password_hash').where('id', '=', agent_id).executeTakeFirstOrThrow(),
  );
  const { is_right } = await verifyPassword(password, own.password_hash);
  if (!is_right) throw new Failure('invalid', 'sessions.password_wrong', { field: 'password' });
  const { confirmed_at } = await findSecondFactor(ctx, { agent_id });
  if (confirmed_at && !(await spendCode(ctx, { agent_id, code }))) {
    throw new Failure('invalid', 'second_factor.code_wrong', { field: 'code' });
  }
  return renewSession(ctx, { method: 'password' });
}
