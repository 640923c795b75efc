import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { changeAddresses } from './change-addresses.ts';

/**
 * Makes another of a contact's addresses the one that mail goes to at once; he signs in by it when it is verified. The
 * former one is kept beside it, retired (it still recognises old mail and imports, is never mailed, never signs in) or
 * removed.
 */
export async function makeEmailPrimary(
  ctx: Context,
  { contact_id, email, former }: { contact_id: number; email: string; former: 'keep' | 'retire' | 'remove' },
): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, contact_id);
    const address = contact.emails.find((one) => one.email === email);
    if (!address) throw new Failure('not_found', 'platform.not_found');
    if (address.is_primary) return;
    const changes = await changeAddresses(ctx, contact, { email, former });
    await writeContactSearch(ctx, [contact_id]);
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'email_made_primary', changes });
  });
}
