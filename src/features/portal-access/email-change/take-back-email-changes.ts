import type { Changes } from '#features/change-log/change.ts';
import { type AddressedContact, changeAddresses } from '#features/contacts/change-addresses.ts';
import type { Context } from '#platform/context.ts';

/**
 * Takes back what changes of a contact's own, from one of them on, have made of his addresses: what they brought in goes,
 * and if one of these is the primary address by now, the former one is it again, or else the oldest that is left. Part of
 * other acts; asks no permission.
 */
export async function takeBackEmailChanges(
  ctx: Context,
  contact: AddressedContact,
  { id, former_email }: { id: number; former_email: string | null },
): Promise<Changes> {
  const { db, clock } = ctx;
  const undone = await db
    .updateTable('email_change')
    .set({ undone_at: clock.now() })
    .where('contact_id', '=', contact.id)
    .where('id', '>=', id)
    .where('spent_at', 'is not', null)
    .where('undone_at', 'is', null)
    .returning(['email', 'was_his'])
    .execute();
  const brought = undone.map(({ email }) => email).filter((email) => email !== former_email);
  const gone = undone.filter(({ was_his }) => !was_his).map(({ email }) => email);
  const kept = contact.emails
    .filter(({ email, state }) => state !== 'retired' && (email === former_email || !gone.includes(email)))
    .map(({ email }) => email);
  const isPrimary = contact.email !== null && brought.includes(contact.email);
  const former = former_email !== null && kept.includes(former_email) ? former_email : null;
  const email = isPrimary ? former : contact.email;
  const other_emails = kept.filter((one) => one !== email);
  return changeAddresses(ctx, contact, { email, other_emails, former: 'remove' });
}
