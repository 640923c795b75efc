import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { bulkActNames, bulkActs } from './acts/all-acts.ts';
import { type FoundBulkAction, findBulkAction } from './find-bulk-action.ts';

const mailActs = bulkActNames.filter((name) => bulkActs[name].sends_mail);
const mostShown = 3;
/** Looking further among the mails that wait would cost more with every mail. */
const mailsLookedAt = 1_000;

/**
 * The newest bulk actions that send mail and can still be called back, three at most: those that wait or run, and those whose mails are
 * the next to go out. Needs `contacts.bulk`.
 */
export async function listOpenBulkActions(ctx: Context): Promise<FoundBulkAction[]> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ id: number }>`
      select id from bulk_action where state in ('waiting', 'running') and act = any(${mailActs}::text[])
      union
      select bulk_action_id from (
        select bulk_action_id from mail_message where state in ('waiting', 'sending') and is_paced
        order by send_after, id limit ${mailsLookedAt}) as next
      where bulk_action_id is not null
      order by id desc limit ${mostShown}`.execute(ctx.db);
    const found: FoundBulkAction[] = [];
    for (const { id } of rows) found.push(await findBulkAction(ctx, { id }));
    return found.filter(({ can_cancel }) => can_cancel);
  });
}
