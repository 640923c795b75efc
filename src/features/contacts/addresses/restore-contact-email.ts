import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/** Takes a retired address back into use, unverified: whoever has the mailbox now may be somebody else. */
export async function restoreContactEmail(ctx: Context, input: { contact_id: number; email: string }): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, input.contact_id);
    const address = contact.emails.find(({ email }) => email === input.email);
    if (!address) throw new Failure('not_found', 'platform.not_found');
    if (address.state !== 'retired') return;
    const { email } = address;
    await ctx.db
      .updateTable('contact_email')
      .set({ state: 'unverified', verified_at: null })
      .where('email', '=', email)
      .execute();
    const changes = { email: [null, email] } satisfies Record<string, [null, string]>;
    await recordChange(ctx, { record: 'contact', record_id: contact.id, act: 'email_restored', changes });
  });
}
