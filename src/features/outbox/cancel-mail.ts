import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Cancels the mails of a bulk action that nobody has begun to send; gives their ids. Asks no permission: it is part of
 * cancelling the bulk action.
 */
export async function cancelMail(ctx: Context, { bulk_action_id }: { bulk_action_id: number }): Promise<number[]> {
  return inTransaction(ctx, async ({ db }) => {
    const rows = await db
      .updateTable('mail_message')
      .set({ state: 'cancelled' })
      .where('bulk_action_id', '=', bulk_action_id)
      .where('state', '=', 'waiting')
      .returning('id')
      .execute();
    return rows.map(({ id }) => id);
  });
}
