import type { Database } from '#platform/database/database.ts';

/** The addresses of a contact with the language that he is written to in, his own or else the account's; to be narrowed to one. */
export function mailboxesOf(db: Database, contact_id: number) {
  return db
    .selectFrom('contact')
    .innerJoin('account', 'account.id', 'contact.account_id')
    .innerJoin('contact_email', (join) =>
      join
        .onRef('contact_email.account_id', '=', 'contact.account_id')
        .onRef('contact_email.contact_id', '=', 'contact.id'),
    )
    .select((row) => [
      'contact.id as contact_id',
      'contact_email.email as to_address',
      row.fn.coalesce('contact.language', 'account.language').as('language'),
    ])
    .where('contact.id', '=', contact_id);
}
