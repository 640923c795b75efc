import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { sendDueMailJob } from '#platform/email/enqueue-mail.ts';
import { enqueue } from '#platform/queue/enqueue.ts';

/**
 * Switches mail to customers on or off for the account; what waits goes out as soon as it is on. Mail to agents is not
 * concerned. Needs `mail.switch`.
 */
export async function switchMail(ctx: Context, { is_on }: { is_on: boolean }): Promise<void> {
  allow(ctx, 'mail.switch');
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .updateTable('account')
      .set({ is_mail_to_customers_on: is_on, updated_at: ctx.clock.now() })
      .where('id', '=', ctx.caller.account_id)
      .execute();
    const { account_id: record_id } = ctx.caller;
    await recordChange(ctx, { record: 'account', record_id, act: is_on ? 'mail_switched_on' : 'mail_switched_off' });
    if (is_on) await enqueue(ctx, sendDueMailJob, {});
  });
}
