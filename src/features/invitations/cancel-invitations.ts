import { recordChanges } from '#features/change-log/record-changes.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Takes back invitations whose mails were cancelled before they went out: the links are dead, and a contact who had none
 * before counts as never invited. Part of cancelling a bulk action; asks no permission.
 */
export async function cancelInvitations(ctx: Context, { mail_ids }: { mail_ids: number[] }): Promise<void> {
  if (mail_ids.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { account_id } = ctx.caller;
    const now = ctx.clock.now();
    const { rows } = await ctx.db.client!.query<{ contact_id: number }>(
      `update invitation set cancelled_at = $3
       where account_id = $1 and mail_message_id = any($2) and spent_at is null and replaced_at is null
       returning contact_id`,
      [account_id, mail_ids, now],
    );
    const contact_ids = rows.map(({ contact_id }) => contact_id);
    await ctx.db.client!.query(
      `update contact c set portal_access = 'none', invited_at = null
       where account_id = $1 and id = any($2) and portal_access = 'invited'
         and not exists (
           select from invitation i
           where i.account_id = $1 and i.contact_id = c.id and i.cancelled_at is null)`,
      [account_id, contact_ids],
    );
    await recordChanges(
      ctx,
      contact_ids.map((record_id) => ({ record: 'contact', record_id, act: 'invitation_cancelled' })),
    );
  });
}
