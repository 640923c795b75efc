import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** How an agent's second step stands. */
export interface SecondFactor {
  /** When he confirmed his app; null for who has none. */
  confirmed_at: Date | null;
  /** Recovery codes that he has not used. */
  codes_left: number;
}

/** Whether an agent is asked for a code after his password, and how many recovery codes he has left. Asks no permission. */
export async function findSecondFactor(ctx: Context, { agent_id }: { agent_id: number }): Promise<SecondFactor> {
  return inTransaction(ctx, async ({ db }) => {
    const totp = await db
      .selectFrom('agent_totp')
      .select('confirmed_at')
      .where('agent_id', '=', agent_id)
      .executeTakeFirst();
    const left = await db
      .selectFrom('recovery_code')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('agent_id', '=', agent_id)
      .where('spent_at', 'is', null)
      .executeTakeFirstOrThrow();
    return { confirmed_at: totp?.confirmed_at ?? null, codes_left: Number(left.count) };
  });
}
