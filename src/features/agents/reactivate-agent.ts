import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/** Lets a deactivated colleague in again, with the password and the role he had. */
export async function reactivateAgent(ctx: Context, { agent_id }: { agent_id: number }): Promise<void> {
  allow(ctx, 'agents.edit');
  await inTransaction(ctx, async ({ db, clock }) => {
    const changed = await db
      .updateTable('agent')
      .set({ deactivated_at: null, failed_sign_in_count: 0, locked_until: null, updated_at: clock.now() })
      .where('id', '=', agent_id)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Failure('not_found', 'platform.not_found');
  });
}
