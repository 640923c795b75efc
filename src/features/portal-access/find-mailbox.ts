import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { mailboxesOf } from './mailboxes-of.ts';

/** Where a contact's mail goes and in which language. */
export interface Mailbox {
  contact_id: number;
  to_address: string;
  language: Locale;
}

/** A contact's primary address unless it is retired, and his language or else the account's; null without an address. */
export async function findMailbox(ctx: Context, contact_id: number): Promise<Mailbox | null> {
  const mailbox = await inTransaction(ctx, ({ db }) =>
    mailboxesOf(db, contact_id)
      .where('contact_email.is_primary', '=', true)
      .where('contact_email.state', '<>', 'retired')
      .executeTakeFirst(),
  );
  return mailbox ?? null;
}
