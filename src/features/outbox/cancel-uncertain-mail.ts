import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { endMails } from './end-mails.ts';

/**
 * Stops what may have gone out since a backup was made: mail that was on its way, and what waited for agents, which no
 * switch holds back. Mail that waits for customers stays. Gives how many mails it stopped. Part of restoring a backup;
 * asks no permission.
 */
export async function cancelUncertainMail(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const { db } = ctx;
    const sending = await db
      .updateTable('mail_message')
      .set({ state: 'failed', last_error: 'restored', lease_until: null })
      .where('state', '=', 'sending')
      .returning(['kind', 'ids'])
      .execute();
    await endMails(ctx, sending, 'failed');
    const waiting = await db
      .updateTable('mail_message')
      .set({ state: 'cancelled', last_error: 'restored' })
      .where('state', '=', 'waiting')
      .where('agent_id', 'is not', null)
      .executeTakeFirst();
    return sending.length + Number(waiting.numUpdatedRows);
  });
}
