import { refuseGone } from '#features/contacts/refuse-gone.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { createPasswordReset } from './create-password-reset.ts';
import { findVerifiedMailbox } from './find-verified-mailbox.ts';
import { isAdmittable } from './link.ts';

/**
 * Mails a contact a link to choose a new password, on an agent's behalf. Refused as conflict for a contact who was never
 * in (he needs an invitation), who is locked by a person or deactivated, or who has no verified address: an agent could
 * else mail the way in to an address of his own. Needs `contacts.reset`.
 */
export async function sendPasswordReset(ctx: Context, { contact_id }: { contact_id: number }): Promise<void> {
  allow(ctx, 'contacts.reset');
  await inTransaction(ctx, async (ctx) => {
    const contact = await ctx.db
      .selectFrom('contact')
      .select(['portal_access', 'deleted_at', 'deactivated_at', 'locked_by'])
      .where('id', '=', contact_id)
      .executeTakeFirst();
    if (!contact || contact.deleted_at) return refuseGone(ctx, { contact_id });
    if (contact.portal_access !== 'active') throw new Failure('conflict', 'portal_access.never_in');
    if (!isAdmittable(contact)) throw new Failure('conflict', 'portal_access.not_admitted');
    const mailbox = await findVerifiedMailbox(ctx, contact_id);
    if (!mailbox) throw new Failure('conflict', 'portal_access.no_verified_mailbox');
    await createPasswordReset(ctx, mailbox);
  });
}
