import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure } from '#platform/failure.ts';
import { findVerifiedMailbox } from './find-verified-mailbox.ts';
import { hashChosenPassword } from './hash-chosen-password.ts';
import { keepPassword } from './keep-password.ts';
import { isAdmittable } from './link.ts';
import { passwordChangedEmail } from './password-changed.email.ts';

/**
 * Gives a contact a password to be told by other means than mail: it opens the portal once, with his primary address and
 * within `temporaryHours`, and must be changed at that sign-in. It takes the place of the one he had, his sessions end and
 * a lock by failures does, and no address is verified by it; whoever had proved one is told by mail that his password has
 * changed, never which it is. A weak one is refused as invalid; as conflict a contact without an address, or whom no
 * password would let in. Needs `contacts.password`.
 */
export async function createTemporaryPassword(
  ctx: Context,
  { contact_id, password }: { contact_id: number; password: string },
): Promise<void> {
  allow(ctx, 'contacts.password');
  const password_hash = await hashChosenPassword(ctx, { contact_id, password });
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, contact_id);
    if (!isAdmittable(contact)) throw new Failure('conflict', 'portal_access.not_admitted');
    const primary = contact.emails.find(({ is_primary, state }) => is_primary && state !== 'retired');
    if (!primary) throw new Failure('conflict', 'portal_access.nothing_to_sign_in_by');
    await keepPassword(ctx, { contact_id, password_hash, is_temporary: true });
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'temporary_password_set' });
    const mailbox = contact.portal_access === 'active' ? await findVerifiedMailbox(ctx, contact_id) : null;
    if (mailbox) await enqueueMail(ctx, passwordChangedEmail, { ...mailbox, ids: { contact_id } });
  });
}
