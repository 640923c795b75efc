import type { Account } from '#features/accounts/account.ts';
import type { Context } from '#platform/context.ts';
import { emailNamed } from '#platform/email/email.ts';
import type { Letter } from '#platform/email/letter.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import { renderLetter } from '#platform/email/render-letter.ts';
import { translator } from '#platform/i18n/translator.ts';
import type { MailMessage } from './mail-message.ts';

/** A mail of the outbox as it would be sent now, or null when it has become pointless. A kind that this version does not know throws. */
export async function composeMail(ctx: Context, account: Account, message: MailMessage): Promise<OutgoingMail | null> {
  const kind = emailNamed(message.kind);
  if (!kind) throw new Error(`no e-mail is called ${message.kind}`);
  const t = translator(message.language, account.time_zone);
  const letter = await kind.compose(ctx, message.ids as Record<string, number>, t);
  return letter && outgoing(letter, account, message);
}

/** Puts a letter into the account's envelope. */
export function outgoing(
  letter: Letter,
  account: Account,
  { language, to_address, message_id }: Pick<MailMessage, 'language' | 'to_address' | 'message_id'>,
): OutgoingMail {
  const footer = [account.support_email, account.support_phone, account.support_url].filter(Boolean).join(' · ');
  return {
    from_name: account.name,
    reply_to: account.support_email,
    to_address,
    message_id,
    language,
    subject: letter.subject,
    ...renderLetter(letter, { language, account_name: account.name, footer: footer || null }),
  };
}
