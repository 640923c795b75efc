import { findAccount } from '#features/accounts/find-account.ts';
import { createPasswordReset } from '#features/portal-access/create-password-reset.ts';
import { isAdmittable } from '#features/portal-access/link.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure } from '#platform/failure.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { accessRefusedEmail } from './access-refused.email.ts';
import { inviteContacts } from './invite-contacts.ts';

/** Every answer takes at least this long, so that its time does not tell whether there was something to do. */
const answerMs = 150;

/**
 * Mails somebody a way in, whoever says so: a link to choose a new password to a contact who is in, a fresh activation
 * link to one who was invited (or to anybody known, where the account allows that), and whom to ask to one who is locked
 * or deactivated. To unknown addresses goes nothing. The answer is the same always: nothing. At most three mails an hour
 * for an address, known or not; fails as too_many only for a network that asks for many.
 */
export async function sendWayIn(ctx: Context, { email }: { email: string }): Promise<void> {
  await limitRate(ctx, limits.way_in, networkOf(ctx.origin?.ip ?? ''));
  const address = readEmailAddress(email);
  const mail = async () => {
    if (address && (await mayMail(ctx, address))) await mailByState(ctx, address);
  };
  await noQuicker(answerMs, mail, { always: true });
}

/** False once the address has had its three mails: silently, since a refusal that others see would say nothing more. */
async function mayMail(ctx: Context, address: string): Promise<boolean> {
  try {
    await limitRate(ctx, limits.way_in_mail, `${ctx.caller.account_id} ${address}`);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'too_many') return false;
    throw error;
  }
}

async function mailByState(ctx: Context, to_address: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const contact = await findKnown(ctx, to_address);
    if (!contact) return;
    const { contact_id, portal_access, language } = contact;
    const mailbox = { contact_id, to_address, language };
    const isHis = contact.state === 'verified' || (contact.is_primary && portal_access !== 'active');
    if (!isHis) return;
    if (!isAdmittable(contact)) {
      await enqueueMail(ctx, accessRefusedEmail, { ...mailbox, ids: { contact_id } });
    } else if (portal_access === 'active') {
      await createPasswordReset(ctx, mailbox);
    } else if (contact.is_primary && (portal_access === 'invited' || (await findAccount(ctx)).is_access_on_request)) {
      await inviteContacts(ctx, { contact_ids: [contact_id] });
    }
  });
}

async function findKnown({ db }: Context, email: string) {
  return db
    .selectFrom('contact_email')
    .innerJoin('contact', (join) =>
      join
        .onRef('contact.account_id', '=', 'contact_email.account_id')
        .onRef('contact.id', '=', 'contact_email.contact_id'),
    )
    .innerJoin('account', 'account.id', 'contact.account_id')
    .select(['contact_id', 'is_primary', 'state', 'portal_access', 'deleted_at', 'deactivated_at', 'locked_by'])
    .select((row) => row.fn.coalesce('contact.language', 'account.language').as('language'))
    .where('contact_email.email', '=', email)
    .where('contact_email.state', '<>', 'retired')
    .where('contact.deleted_at', 'is', null)
    .where('contact.blocked_at', 'is', null)
    .executeTakeFirst();
}
