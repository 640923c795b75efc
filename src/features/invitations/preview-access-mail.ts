import { findAccount } from '#features/accounts/find-account.ts';
import { writeMail } from '#features/mail-templates/write-mail.ts';
import { findMailbox } from '#features/portal-access/find-mailbox.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import { Failure } from '#platform/failure.ts';
import { translator } from '#platform/i18n/translator.ts';
import { accessEmails } from './tell-of-access.ts';

/** The mail by which this contact would be told that his access was switched off or on. Needs `contacts.deactivate`. */
export async function previewAccessMail(
  ctx: Context,
  { contact_id, became }: { contact_id: number; became: keyof typeof accessEmails },
): Promise<OutgoingMail> {
  allow(ctx, 'contacts.deactivate');
  return inTransaction(ctx, async (ctx) => {
    const account = await findAccount(ctx);
    const mailbox = await findMailbox(ctx, contact_id);
    if (!mailbox) throw new Failure('not_found', 'platform.not_found');
    const t = translator(mailbox.language, account.time_zone);
    const written = await accessEmails[became].compose(ctx, { contact_id }, t);
    if (!written) throw new Failure('not_found', 'platform.not_found');
    return writeMail(ctx, account, accessEmails[became], written, mailbox);
  });
}
