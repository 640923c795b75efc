import { cancelInvitations } from '#features/invitations/cancel-invitations.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { takeBackJob, takenBackAtOnce } from './bulk-action.ts';

/**
 * Takes back the links of a bulk action whose mails were cancelled, a thousand at once and the rest by the next job. Part
 * of cancelling, and that job; asks no permission.
 */
export async function takeBackInvitations(ctx: Context, { bulk_action_id }: { bulk_action_id: number }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const rows = await ctx.db
      .selectFrom('mail_message')
      .innerJoin('invitation', (join) =>
        join
          .onRef('invitation.account_id', '=', 'mail_message.account_id')
          .onRef('invitation.contact_id', '=', 'mail_message.contact_id')
          .onRef('invitation.mail_message_id', '=', 'mail_message.id'),
      )
      .select('mail_message.id')
      .where('mail_message.bulk_action_id', '=', bulk_action_id)
      .where('mail_message.state', '=', 'cancelled')
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .where('cancelled_at', 'is', null)
      .limit(takenBackAtOnce)
      .execute();
    await cancelInvitations(ctx, { mail_ids: rows.map(({ id }) => id) });
    if (rows.length === takenBackAtOnce) await enqueue(ctx, takeBackJob, { bulk_action_id });
  });
}
