import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Retires an address: it still recognises old mail and imports, but is never mailed and never signs in. The primary one is
 * refused: another must be made primary first.
 */
export async function retireContactEmail(ctx: Context, input: { contact_id: number; email: string }): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, input.contact_id);
    const address = contact.emails.find(({ email }) => email === input.email);
    if (!address) throw new Failure('not_found', 'platform.not_found');
    if (address.is_primary) throw new Failure('conflict', 'contacts.primary_address', { field: 'email' });
    if (address.state === 'retired') return;
    const { email } = address;
    await ctx.db.updateTable('contact_email').set({ state: 'retired' }).where('email', '=', email).execute();
    const changes = { email: [email, null] } satisfies Record<string, [string, null]>;
    await recordChange(ctx, { record: 'contact', record_id: contact.id, act: 'email_retired', changes });
  });
}
