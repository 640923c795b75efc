import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Ends every agent's open link to a new password; invitations stay open. Part of restoring a backup; asks no permission. */
export async function revokeAgentResets(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db, clock }) =>
    db
      .updateTable('agent_link')
      .set({ expires_at: clock.now() })
      .where('purpose', '=', 'agent_reset')
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .where('expires_at', '>', clock.now())
      .execute(),
  );
}
