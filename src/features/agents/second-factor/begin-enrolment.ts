import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newSecret, sealedFor } from './totp.ts';

/**
 * Keeps a new secret for an agent's app, to be confirmed by its first code; one that was never confirmed gives way. Nothing to
 * do for who has confirmed one. Part of the acts that lead him there; asks no permission.
 */
export async function beginEnrolment(ctx: Context, { agent_id }: { agent_id: number }): Promise<void> {
  await inTransaction(ctx, async ({ db, caller, clock, seal }) => {
    const fresh = { sealed_secret: seal.close(sealedFor, newSecret()), last_step: 0, created_at: clock.now() };
    await db
      .insertInto('agent_totp')
      .values({ account_id: caller.account_id, agent_id, ...fresh })
      .onConflict((broken) =>
        broken.columns(['account_id', 'agent_id']).doUpdateSet(fresh).where('agent_totp.confirmed_at', 'is', null),
      )
      .execute();
  });
}
