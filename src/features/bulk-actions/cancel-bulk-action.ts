import { cancelMail } from '#features/outbox/cancel-mail.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { bulkActOf } from './acts/all-acts.ts';
import { takeBackInvitations } from './take-back-invitations.ts';

/**
 * Calls a bulk action back: contacts that nobody has come to yet are left alone, and of the mails none goes out that has
 * not gone out by now; their links are taken back. What was sent stays sent. Fails as conflict where nothing is left to
 * call back. Needs `contacts.bulk`.
 */
export async function cancelBulkAction(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'contacts.bulk');
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    // A chunk that is just being written finds this when it ends, and rolls back.
    const found = await db
      .selectFrom('bulk_action')
      .select(['state', 'act'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!found) throw new Failure('not_found', 'platform.not_found');
    const mail_ids = await cancelMail(ctx, { bulk_action_id: id });
    const isOpen = found.state === 'waiting' || found.state === 'running';
    if (!isOpen && mail_ids.length === 0) throw new Failure('conflict', 'bulk_actions.nothing_to_cancel');
    // Of an act that only tells what it has done, that is done all the same.
    if (!isOpen && bulkActOf(found.act)?.sends_mail !== true) return;
    await db
      .updateTable('bulk_action')
      .set({
        state: 'cancelled',
        finished_at: clock.now(),
        lease_until: null,
        cancelled_by_agent_id: caller.kind === 'agent' ? caller.agent_id : null,
      })
      .where('id', '=', id)
      .execute();
    if (mail_ids.length > 0) await takeBackInvitations(ctx, { bulk_action_id: id });
  });
}
