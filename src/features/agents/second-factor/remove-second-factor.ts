import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Takes an agent's app and recovery codes away, and steps that wait for them. Says whether there was an app. Asks no permission. */
export async function removeSecondFactor(ctx: Context, { agent_id }: { agent_id: number }): Promise<boolean> {
  return inTransaction(ctx, async ({ db }) => {
    await db.deleteFrom('recovery_code').where('agent_id', '=', agent_id).execute();
    await db.deleteFrom('sign_in_step').where('agent_id', '=', agent_id).execute();
    const removed = await db
      .deleteFrom('agent_totp')
      .where('agent_id', '=', agent_id)
      .returning('confirmed_at')
      .executeTakeFirst();
    return Boolean(removed?.confirmed_at);
  });
}
