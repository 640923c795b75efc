import { findAccount } from '#features/accounts/find-account.ts';
import { writeMail } from '#features/mail-templates/write-mail.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import { Failure } from '#platform/failure.ts';
import { translator } from '#platform/i18n/translator.ts';
import { findVerifiedMailbox } from './find-verified-mailbox.ts';
import { passwordResetEmail } from './password-reset.email.ts';
import { portalLink, resetHours } from './portal-access.ts';

/** The password reset as this contact would get it now, with a link that leads nowhere. Needs `contacts.reset`. */
export async function previewPasswordReset(
  ctx: Context,
  { contact_id }: { contact_id: number },
): Promise<OutgoingMail> {
  allow(ctx, 'contacts.reset');
  return inTransaction(ctx, async (ctx) => {
    const account = await findAccount(ctx);
    const mailbox = await findVerifiedMailbox(ctx, contact_id);
    const contact = await ctx.db.selectFrom('contact').select('name').where('id', '=', contact_id).executeTakeFirst();
    if (!mailbox || !contact) throw new Failure('not_found', 'platform.not_found');
    const facts = {
      name: contact.name,
      account_name: account.name,
      url: `${portalLink(account, '/portal/reset')}?token=••••`,
      expires_at: new Date(ctx.clock.now().getTime() + resetHours * 3_600_000),
    };
    const written = passwordResetEmail.composeWith(facts, translator(mailbox.language, account.time_zone));
    return writeMail(ctx, account, passwordResetEmail, written, { ...mailbox, contact_id });
  });
}
