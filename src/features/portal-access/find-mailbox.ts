import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';

/** Where a contact's mail goes and in which language. */
export interface Mailbox {
  contact_id: number;
  to_address: string;
  language: Locale;
}

/** A contact's primary address unless it is retired, and his language or else the account's; null without an address. */
export async function findMailbox(ctx: Context, contact_id: number): Promise<Mailbox | null> {
  return inTransaction(ctx, async ({ db }) => {
    const row = await db
      .selectFrom('contact')
      .innerJoin('account', 'account.id', 'contact.account_id')
      .innerJoin('contact_email', (join) =>
        join
          .onRef('contact_email.account_id', '=', 'contact.account_id')
          .onRef('contact_email.contact_id', '=', 'contact.id'),
      )
      .select((row) => [
        'contact_email.email as to_address',
        row.fn.coalesce('contact.language', 'account.language').as('language'),
      ])
      .where('contact.id', '=', contact_id)
      .where('contact_email.is_primary', '=', true)
      .where('contact_email.state', '<>', 'retired')
      .executeTakeFirst();
    return row ? { contact_id, ...row } : null;
  });
}
