import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { spendRecoveryCode } from './recovery-codes.ts';
import { codeLimit, plainCode, sealedFor, stepOfCode } from './totp.ts';

/**
 * Whether an agent has typed a code of his app that was not used before, or one of his recovery codes; either is spent by it
 * (A13). Counted before it is looked at. `isFirst` takes the app that waits for its first code. Asks no permission.
 */
export async function spendCode(
  ctx: Context,
  { agent_id, code, isFirst = false }: { agent_id: number; code: string; isFirst?: boolean },
): Promise<boolean> {
  await limitRate(ctx, codeLimit, `${ctx.caller.account_id} ${agent_id}`);
  const typed = plainCode(code);
  return inTransaction(ctx, async (ctx) => {
    if (/^\d{6}$/.test(typed)) return spendStep(ctx, agent_id, typed, isFirst);
    if (isFirst || !(await spendRecoveryCode(ctx, { agent_id, code: typed }))) return false;
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'recovery_code_used' });
    return true;
  });
}

async function spendStep(ctx: Context, agent_id: number, code: string, isFirst: boolean): Promise<boolean> {
  const { db, clock, seal } = ctx;
  const kept = await db
    .selectFrom('agent_totp')
    .select('sealed_secret')
    .where('agent_id', '=', agent_id)
    .where('confirmed_at', isFirst ? 'is' : 'is not', null)
    .executeTakeFirst();
  const secret = kept ? seal.open(sealedFor, kept.sealed_secret) : null;
  const step = secret === null ? null : stepOfCode({ secret, code, now: clock.now() });
  if (step === null) return false;
  // Of two at once with the same code only one goes through.
  const { numUpdatedRows } = await db
    .updateTable('agent_totp')
    .set({ last_step: step })
    .where('agent_id', '=', agent_id)
    .where('last_step', '<', step)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
