import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/** Takes an address from a contact, who can then no longer sign in or write by it. The primary one is refused: another must be made primary first. */
export async function removeContactEmail(ctx: Context, input: { contact_id: number; email: string }): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, input.contact_id);
    const address = contact.emails.find(({ email }) => email === input.email);
    if (!address) throw new Failure('not_found', 'platform.not_found');
    if (address.is_primary) throw new Failure('conflict', 'contacts.primary_address', { field: 'email' });
    await ctx.db
      .deleteFrom('contact_email')
      .where('contact_id', '=', contact.id)
      .where('email', '=', address.email)
      .execute();
    await writeContactSearch(ctx, [contact.id]);
    const changes = { email: [address.email, null] } satisfies Record<string, [string, null]>;
    await recordChange(ctx, { record: 'contact', record_id: contact.id, act: 'email_removed', changes });
  });
}
