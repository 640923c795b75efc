import { refuseGone } from '#features/contacts/refuse-gone.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { inviteContacts } from './invite-contacts.ts';

/**
 * Sends one contact an invitation to the portal, or a fresh link in place of the one he has. Refused as conflict with the
 * reason (`invitations.verified` for somebody who is in already: his way back is a password reset). Needs
 * `contacts.invite`.
 */
export async function inviteContact(ctx: Context, { contact_id }: { contact_id: number }): Promise<void> {
  allow(ctx, 'contacts.invite');
  const [outcome] = await inviteContacts(ctx, { contact_ids: [contact_id] });
  const { reason } = outcome!;
  if (reason === 'gone') return inTransaction(ctx, (ctx) => refuseGone(ctx, { contact_id }));
  if (reason) throw new Failure('conflict', `invitations.${reason}`);
}
