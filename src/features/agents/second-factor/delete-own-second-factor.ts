import { findAccount } from '#features/accounts/find-account.ts';
import { allowAgent } from '#features/agents/allow-agent.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { removeSecondFactor } from './remove-second-factor.ts';
import { spendCode } from './spend-code.ts';

/**
 * Does without the caller's codes from now on, for one of them: an open browser and the password are not enough. Fails as
 * invalid for a wrong code and as forbidden where the account asks all agents for one.
 */
export async function deleteOwnSecondFactor(ctx: Context, { code }: { code: string }): Promise<void> {
  const { agent_id } = allowAgent(ctx);
  const { is_second_factor_required } = await findAccount(ctx);
  if (is_second_factor_required) throw new Failure('forbidden', 'second_factor.required');
  const isRight = await spendCode(ctx, { agent_id, code });
  if (!isRight) throw new Failure('invalid', 'second_factor.code_wrong', { field: 'code' });
  await inTransaction(ctx, async (ctx) => {
    await removeSecondFactor(ctx, { agent_id });
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'second_factor_removed' });
  });
}
