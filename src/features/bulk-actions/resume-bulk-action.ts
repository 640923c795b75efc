import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { sendDueMailJob } from '#platform/email/enqueue-mail.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';

/** Lets the mails of a paused bulk action go out again, at the account's pace and in its hours. Needs `contacts.bulk`. */
export async function resumeBulkAction(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'contacts.bulk');
  await inTransaction(ctx, async (ctx) => {
    const { numUpdatedRows } = await ctx.db
      .updateTable('bulk_action')
      .set({ mail_paused_at: null })
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Failure('not_found', 'platform.not_found');
    await enqueue(ctx, sendDueMailJob, {});
  });
}
