import type { Account } from '#features/accounts/account.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Email, EmailTemplate, MailIds, Written } from '#platform/email/email.ts';
import type { Letter } from '#platform/email/letter.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { findOwnTemplate } from './find-own-template.ts';
import { missingMusts } from './letter/check-template.ts';
import { fillTemplate, type MailedContact, type MailingAccount, type TemplateValues } from './letter/fill-template.ts';
import type { TemplateText } from './letter/write-source.ts';
import { findLogo } from './look/find-logo.ts';
import { outgoingMail } from './outgoing-mail.ts';

/** Whom a mail goes to. */
interface Recipient {
  to_address: string;
  contact_id: number | null;
  language: Locale;
  /** Left out of a mail that is only looked at. */
  message_id?: string;
}

/**
 * A mail as it goes out: in the account's own words where it has some, otherwise the shipped ones. Own words that can't be
 * used, such as after a new version of Maru knows a placeholder no more, are never the reason that a mail with a link stays
 * away: the shipped ones go out and the log says why. Asks no permission.
 */
export async function writeMail(
  ctx: Context,
  account: Account,
  { name: kind, template }: Pick<Email<MailIds>, 'name' | 'template'>,
  written: Written,
  recipient: Recipient,
): Promise<OutgoingMail> {
  const { language, message_id = '' } = recipient;
  const own = template && (await findOwnTemplate(ctx, { kind, language }));
  const addressee = { ...recipient, message_id };
  const logo = account.logo_key ? await findLogo(ctx) : null;
  if (!own) return outgoingMail(written.letter, account, addressee, logo);
  const { contact_id, to_address: email } = recipient;
  const contact =
    contact_id === null
      ? { name: written.name ?? '', email, company: null }
      : await findMailed(ctx, { contact_id, email });
  try {
    const given = { contact, account: mailingAccount(account), values: written.values };
    const letter = writeOwn(own, template, given, { language, time_zone: account.time_zone });
    return outgoingMail(letter, account, addressee, logo);
  } catch (error) {
    ctx.log.warn({ kind, language, err: error }, 'an own template could not be used');
    return outgoingMail(written.letter, account, addressee, logo);
  }
}

/** Throws where the template can't be filled or a reader would not get a link of the mail. Pure. */
function writeOwn(
  own: TemplateText,
  template: EmailTemplate,
  given: TemplateValues,
  voice: { language: Locale; time_zone: string },
): Letter {
  const letter = fillTemplate(own, given, voice);
  const [missing] = missingMusts(letter, template, given.values);
  if (missing) throw new Error(`the mail would go out without ${missing}`);
  if (letter.subject === '') throw new Error('the mail would have no subject');
  return letter;
}

/** What templates may tell about the account. */
export function mailingAccount(account: Account): MailingAccount {
  const { name, public_url, support_email, support_phone, support_url } = account;
  const portal_url = public_url ? new URL('/portal', public_url).href : '';
  return { name, portal_url, support_email, support_phone, support_url };
}

/** What templates may tell about the contact a mail goes to. */
export async function findMailed(
  ctx: Context,
  { contact_id, email }: { contact_id: number; email: string },
): Promise<MailedContact> {
  const found = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('contact')
      .leftJoin('membership', (join) =>
        join
          .onRef('membership.account_id', '=', 'contact.account_id')
          .onRef('membership.contact_id', '=', 'contact.id')
          .on('membership.is_primary', '=', true),
      )
      .leftJoin('company', (join) =>
        join
          .onRef('company.account_id', '=', 'membership.account_id')
          .onRef('company.id', '=', 'membership.company_id'),
      )
      .select(['contact.name', 'company.name as company'])
      .where('contact.id', '=', contact_id)
      .executeTakeFirst(),
  );
  return { name: found?.name ?? '', email, company: found?.company ?? null };
}
