import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Mailbox } from './find-mailbox.ts';

/**
 * Where mail goes that lets a contact in: his primary address if he has proved it to be his, else the one he proved first.
 * Null where he has proved none.
 */
export async function findVerifiedMailbox(ctx: Context, contact_id: number): Promise<Mailbox | null> {
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
      .where('contact_email.state', '=', 'verified')
      .orderBy('contact_email.is_primary', 'desc')
      .orderBy('contact_email.verified_at')
      .orderBy('contact_email.email')
      .limit(1)
      .executeTakeFirst();
    return row ? { contact_id, ...row } : null;
  });
}
