import { allowAgent } from '#features/agents/allow-agent.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { createRecoveryCodes } from './recovery-codes.ts';
import { spendCode } from './spend-code.ts';

/** Gives the caller ten new recovery codes for a code of his app, or the last of the old ones, which all die. Fails as invalid for a wrong one. */
export async function renewOwnRecoveryCodes(ctx: Context, { code }: { code: string }): Promise<string[]> {
  const { agent_id } = allowAgent(ctx);
  const isRight = await spendCode(ctx, { agent_id, code });
  if (!isRight) throw new Failure('invalid', 'second_factor.code_wrong', { field: 'code' });
  return inTransaction(ctx, async (ctx) => {
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'recovery_codes_made' });
    return createRecoveryCodes(ctx, { agent_id });
  });
}
