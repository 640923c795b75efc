import type { Account } from '#features/accounts/account.ts';
import { writeMail } from '#features/mail-templates/write-mail.ts';
import type { Context } from '#platform/context.ts';
import { emailNamed } from '#platform/email/email.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import { translator } from '#platform/i18n/translator.ts';
import type { MailMessage } from './mail-message.ts';

/**
 * A mail of the outbox as it would be sent now, in the account's own words where it has some; null when it has become
 * pointless. A kind that this version does not know throws.
 */
export async function composeMail(ctx: Context, account: Account, message: MailMessage): Promise<OutgoingMail | null> {
  const kind = emailNamed(message.kind);
  if (!kind) throw new Error(`no e-mail is called ${message.kind}`);
  const t = translator(message.language, account.time_zone);
  const written = await kind.compose(ctx, message.ids as Record<string, number>, t);
  return written && writeMail(ctx, account, kind, written, message);
}
