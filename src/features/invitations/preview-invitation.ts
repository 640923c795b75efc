import { findAccount } from '#features/accounts/find-account.ts';
import { writeMail } from '#features/mail-templates/write-mail.ts';
import { findMailbox } from '#features/portal-access/find-mailbox.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import { Failure } from '#platform/failure.ts';
import { translator } from '#platform/i18n/translator.ts';
import { invitationEmail } from './invitation.email.ts';
import { expiryFrom } from './invitation.ts';

/** The invitation as this contact would get it now, with a link that leads nowhere. Needs `contacts.invite`. */
export async function previewInvitation(ctx: Context, { contact_id }: { contact_id: number }): Promise<OutgoingMail> {
  allow(ctx, 'contacts.invite');
  return inTransaction(ctx, async (ctx) => {
    const account = await findAccount(ctx);
    const mailbox = await findMailbox(ctx, contact_id);
    const contact = await ctx.db.selectFrom('contact').select('name').where('id', '=', contact_id).executeTakeFirst();
    if (!mailbox || !contact) throw new Failure('not_found', 'platform.not_found');
    const { to_address, language } = mailbox;
    const facts = {
      name: contact.name,
      account_name: account.name,
      url: `${portalLink(account, '/portal/activate')}?token=••••`,
      portal_url: portalLink(account, '/portal'),
      to_address,
      expires_at: expiryFrom(ctx.clock.now(), account),
    };
    const written = invitationEmail.composeWith(facts, translator(language, account.time_zone));
    return writeMail(ctx, account, invitationEmail, written, { ...mailbox, contact_id });
  });
}
