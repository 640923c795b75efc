import { randomInt } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { plainCode, recoveryCodesCount } from './totp.ts';

/** Letters and digits that nobody takes for one another. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * Gives an agent ten new recovery codes in place of those before, shown to him this once: `k7xm2-9wqrt`, 49 bits each. The
 * database knows a keyed mark of each. Part of the acts that confirm an app or make codes anew.
 */
export async function createRecoveryCodes(ctx: Context, { agent_id }: { agent_id: number }): Promise<string[]> {
  const sign = () => signs[randomInt(signs.length)]!;
  const word = () => Array.from({ length: 5 }, sign).join('');
  const codes = Array.from({ length: recoveryCodesCount }, () => `${word()}-${word()}`);
  await inTransaction(ctx, async (ctx) => {
    const { account_id } = ctx.caller;
    await ctx.db.deleteFrom('recovery_code').where('agent_id', '=', agent_id).execute();
    const rows = codes.map((code) => ({ account_id, agent_id, code_mark: markOf(ctx, agent_id, code) }));
    await ctx.db.insertInto('recovery_code').values(rows).execute();
  });
  return codes;
}

/** Whether this is a recovery code of the agent's that nobody has used yet; from now on somebody has. */
export async function spendRecoveryCode(
  ctx: Context,
  { agent_id, code }: { agent_id: number; code: string },
): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const spent = await ctx.db
      .updateTable('recovery_code')
      .set({ spent_at: ctx.clock.now() })
      .where('agent_id', '=', agent_id)
      .where('code_mark', '=', markOf(ctx, agent_id, code))
      .where('spent_at', 'is', null)
      .returning('agent_id')
      .executeTakeFirst();
    return spent !== undefined;
  });
}

function markOf({ tokens }: Context, agent_id: number, code: string): Buffer {
  return tokens.mark('recovery_code', `${agent_id} ${plainCode(code)}`);
}
