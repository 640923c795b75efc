import type { Account } from '#features/accounts/account.ts';
import type { Letter } from '#platform/email/letter.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import { logoCid, renderLetter } from '#platform/email/render-letter.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { type Logo, shownSize } from './look/logo.ts';
import { shadesOf } from './look/shades.ts';

/** Whom a letter goes to. */
export interface Addressee {
  to_address: string;
  language: Locale;
  message_id: string;
}

/** Puts a letter into the account's envelope: its sender, colour, footer and logo. */
export function outgoingMail(
  letter: Letter,
  account: Account,
  { language, to_address, message_id }: Addressee,
  logo: Logo | null = null,
): OutgoingMail {
  const { accent_color, mail_footer, support_email, support_phone, support_url } = account;
  const points = [support_email, support_phone, support_url].filter(Boolean).join(' · ');
  return {
    from_name: account.mail_sender_name ?? account.name,
    reply_to: account.mail_reply_to ?? support_email,
    to_address,
    message_id,
    language,
    subject: letter.subject,
    ...renderLetter(letter, {
      language,
      account_name: account.name,
      footer: [mail_footer, points].filter(Boolean).join('\n') || null,
      ...(accent_color && { accent: shadesOf(accent_color) }),
      ...(logo && { logo: shownSize(logo) }),
    }),
    ...(logo && message_id && { pictures: [{ cid: logoCid, png_base64: logo.png.toString('base64') }] }),
  };
}
