import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { MailMessage, MailState } from './mail-message.ts';
import { mailsWithNames } from './mails-with-names.ts';

export interface MailFilter {
  state?: MailState;
  contact_id?: number;
  bulk_action_id?: number;
  /** The id of the last mail of the page before. */
  after?: number;
}

export interface MailPage {
  mails: (MailMessage & { name: string | null })[];
  /** What to ask for next as `after`; null on the last page. */
  next: number | null;
}

const pageSize = 50;

/** The newest mails of the outbox, 50 a page, each with the name of whom it is for. Needs `mail.view`. */
export async function listMail(ctx: Context, filter: MailFilter = {}): Promise<MailPage> {
  allow(ctx, 'mail.view');
  return inTransaction(ctx, async ({ db }) => {
    let query = mailsWithNames(db)
      .orderBy('mail_message.id', 'desc')
      .limit(pageSize + 1);
    if (filter.state) query = query.where('mail_message.state', '=', filter.state);
    if (filter.contact_id) query = query.where('mail_message.contact_id', '=', filter.contact_id);
    if (filter.bulk_action_id) query = query.where('mail_message.bulk_action_id', '=', filter.bulk_action_id);
    if (filter.after) query = query.where('mail_message.id', '<', filter.after);
    const rows = await query.execute();
    const mails = rows.slice(0, pageSize);
    return { mails, next: rows.length > pageSize ? mails.at(-1)!.id : null };
  });
}
