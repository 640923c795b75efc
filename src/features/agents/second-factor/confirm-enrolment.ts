import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { createRecoveryCodes } from './recovery-codes.ts';
import { spendCode } from './spend-code.ts';

/**
 * Confirms an agent's app by its first code: from now on his password alone opens nothing. Gives his recovery codes, which
 * nobody sees again. Fails as invalid for a wrong code. Part of the acts that know who he is; asks no permission.
 */
export async function confirmEnrolment(
  ctx: Context,
  { agent_id, code }: { agent_id: number; code: string },
): Promise<string[]> {
  const isRight = await spendCode(ctx, { agent_id, code, isFirst: true });
  if (!isRight) throw new Failure('invalid', 'second_factor.code_wrong', { field: 'code' });
  return inTransaction(ctx, async (ctx) => {
    const confirmed = await ctx.db
      .updateTable('agent_totp')
      .set({ confirmed_at: ctx.clock.now() })
      .where('agent_id', '=', agent_id)
      .where('confirmed_at', 'is', null)
      .returning('agent_id')
      .executeTakeFirst();
    if (!confirmed) throw new Failure('invalid', 'second_factor.code_wrong', { field: 'code' });
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'second_factor_added' });
    return createRecoveryCodes(ctx, { agent_id });
  });
}
