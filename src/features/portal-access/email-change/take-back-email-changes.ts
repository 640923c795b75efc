import type { Changes } from '#features/change-log/change.ts';
import { changeAddresses } from '#features/contacts/addresses/change-addresses.ts';
import type { Context } from '#platform/context.ts';
import { lockAddresses } from './lock-addresses.ts';

/**
 * Takes back what changes of a contact's own, from one of them on, have made of his addresses: what they brought in goes,
 * what stood there before is as far proved or retired as it was then, and if one of these is the primary address by now, the
 * former one is it again, or else the oldest that is left. Part of other acts; asks no permission.
 */
export async function takeBackEmailChanges(
  ctx: Context,
  { contact_id, id, former_email }: { contact_id: number; id: number; former_email: string | null },
): Promise<Changes> {
  const { db, clock } = ctx;
  const undone = await db
    .updateTable('email_change')
    .set({ undone_at: clock.now() })
    .where('contact_id', '=', contact_id)
    .where('id', '>=', id)
    .where('spent_at', 'is not', null)
    // One that only proved the address he had brings nothing in.
    .where('undo_token_hash', 'is not', null)
    .where('undone_at', 'is', null)
    .returning(['id', 'email', 'was_his', 'state_before', 'verified_at_before'])
    .execute();
  // Of several changes to the same address the first knows what it was before.
  const latestFirst = undone.toSorted((one, other) => other.id - one.id);
  for (const { email, state_before, verified_at_before } of latestFirst) {
    if (state_before === null) continue;
    await db
      .updateTable('contact_email')
      .set({ state: state_before, verified_at: verified_at_before })
      .where('contact_id', '=', contact_id)
      .where('email', '=', email)
      .where('state', '<>', 'retired')
      .execute();
  }
  const contact = await lockAddresses(ctx, contact_id);
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
