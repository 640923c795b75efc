import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Holds back the mails of a bulk action that nobody has begun to send, until it is resumed; mails it is still preparing are held
 * back too. Fails as conflict where none is left to hold. Needs `contacts.bulk`.
 */
export async function pauseBulkAction(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'contacts.bulk');
  await inTransaction(ctx, async ({ db, clock }) => {
    const found = await db
      .selectFrom('bulk_action')
      .select(['state', 'mail_paused_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!found) throw new Failure('not_found', 'platform.not_found');
    if (found.mail_paused_at) return;
    const isOpen = found.state === 'waiting' || found.state === 'running';
    const waiting = await db
      .selectFrom('mail_message')
      .select('id')
      .where('bulk_action_id', '=', id)
      .where('state', '=', 'waiting')
      .limit(1)
      .executeTakeFirst();
    if (!isOpen && !waiting) throw new Failure('conflict', 'bulk_actions.nothing_to_pause');
    await db.updateTable('bulk_action').set({ mail_paused_at: clock.now() }).where('id', '=', id).execute();
  });
}
