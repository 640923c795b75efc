import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { invalid } from '#platform/failure.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { changeAddresses } from './change-addresses.ts';

/** Gives a contact one more address, unverified; the primary one if he had none. One he has already changes nothing. */
export async function addContactEmail(ctx: Context, input: { contact_id: number; email: string }): Promise<void> {
  allow(ctx, 'contacts.edit');
  const email = readEmailAddress(input.email);
  if (!email)
    throw invalid([{ field: 'email', code: 'fields.not_an_email', values: { value: input.email.slice(0, 60) } }]);
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, input.contact_id);
    const inUse = contact.emails.filter(({ state }) => state !== 'retired').map((address) => address.email);
    if (inUse.includes(email)) return;
    const others = inUse.filter((address) => address !== contact.email);
    const changes = await changeAddresses(
      ctx,
      contact,
      contact.email ? { other_emails: [...others, email] } : { email, other_emails: others },
    );
    await writeContactSearch(ctx, [contact.id]);
    await recordChange(ctx, { record: 'contact', record_id: contact.id, act: 'email_added', changes });
  });
}
