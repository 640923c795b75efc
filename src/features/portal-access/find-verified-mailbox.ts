import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Mailbox } from './find-mailbox.ts';
import { mailboxesOf } from './mailboxes-of.ts';

/**
 * Where mail goes that lets a contact in: his primary address if he has proved it to be his, else the one he proved first.
 * Null where he has proved none.
 */
export async function findVerifiedMailbox(ctx: Context, contact_id: number): Promise<Mailbox | null> {
  const mailbox = await inTransaction(ctx, ({ db }) =>
    mailboxesOf(db, contact_id)
      .where('contact_email.state', '=', 'verified')
      .orderBy('contact_email.is_primary', 'desc')
      .orderBy('contact_email.verified_at')
      .orderBy('contact_email.email')
      .limit(1)
      .executeTakeFirst(),
  );
  return mailbox ?? null;
}
