import { findAccount } from '#features/accounts/find-account.ts';
import { createPasswordReset } from '#features/portal-access/create-password-reset.ts';
import { findOwner, isMailable } from '#features/portal-access/find-owner.ts';
import { noteFailedSignIn } from '#features/portal-access/note-failed-sign-in.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import { createSignInLink } from '#features/portal-access/sign-in-link/create-sign-in-link.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { accessRefusedEmail } from './access-refused.email.ts';
import { inviteContacts } from './invite-contacts.ts';
import { mayMail } from './may-mail.ts';

/** Every answer takes at least this long, so that its time does not tell whether there was something to do. */
const answerMs = 150;

/**
 * Mails somebody a way in, whoever says so: a link to choose a new password to a contact who is in (or one that signs him in,
 * where that is asked for `by` and the account allows it), a fresh activation
 * link to one who was invited (or to anybody known, where the account allows that), and whom to ask to one who is locked
 * or deactivated. To unknown addresses goes nothing. The answer is the same always: nothing. At most three mails an hour
 * for an address, known or not; fails as too_many only for a network that asks for many.
 */
export async function sendWayIn(
  ctx: Context,
  { email, by = 'password' }: { email: string; by?: 'password' | 'link' },
): Promise<void> {
  await limitRate(ctx, limits.way_in, networkOf(ctx.origin?.ip ?? ''));
  const address = readEmailAddress(email);
  const mail = async () => {
    if (address && (await mayMail(ctx, address))) await mailByState(ctx, address, by);
  };
  await noQuicker(answerMs, mail, { always: true });
}

async function mailByState(ctx: Context, to_address: string, by: 'password' | 'link'): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const owner = await findOwner(ctx, { email: to_address });
    if (!owner) await noteFailedSignIn(ctx, { email: to_address });
    if (!owner || owner.deleted_at || !isMailable(owner) || !owner.is_his) return;
    const { contact_id, portal_access, language } = owner;
    const mailbox = { contact_id, to_address, language };
    if (!owner.is_admittable) {
      await enqueueMail(ctx, accessRefusedEmail, { ...mailbox, ids: { contact_id } });
    } else if (portal_access === 'active') {
      const signsIn = by === 'link' && (await findAccount(ctx)).has_sign_in_links;
      await (signsIn ? createSignInLink(ctx, mailbox) : createPasswordReset(ctx, mailbox));
    } else if (owner.is_primary && (portal_access === 'invited' || (await findAccount(ctx)).is_access_on_request)) {
      await inviteContacts(ctx, { contact_ids: [contact_id] });
    }
  });
}
