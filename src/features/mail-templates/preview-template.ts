import { findAccount } from '#features/accounts/find-account.ts';
import { allow, type Context } from '#platform/context.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import type { FieldProblem } from '#platform/failure.ts';
import { type Draft, draftLetter } from './draft-letter.ts';
import { exampleOf } from './example-of.ts';
import { checkTemplate } from './letter/check-template.ts';
import { cleanTemplate } from './letter/clean-template.ts';
import { findLogo } from './look/find-logo.ts';
import { withLogo } from './look/logo.ts';
import { templateKind } from './mail-template.ts';
import { outgoingMail } from './outgoing-mail.ts';

/** How a draft reads now. */
export interface TemplatePreview {
  /** Null where it can't be filled. */
  mail: OutgoingMail | null;
  /** What would keep it from being saved. */
  problems: FieldProblem[];
}

/** A draft as a contact, or an example, would get it now. Writes nothing. Needs `mail_templates.edit` and, for a contact, `contacts.view`. */
export async function previewTemplate(ctx: Context, draft: Draft): Promise<TemplatePreview> {
  allow(ctx, 'mail_templates.edit');
  if (draft.contact_id !== null) allow(ctx, 'contacts.view');
  const kind = templateKind(draft.kind);
  const text = cleanTemplate(draft);
  const problems = checkTemplate(text, kind.template, exampleOf(kind, draft.language));
  if (problems.some(({ code }) => code !== 'mail_templates.link_missing' && code !== 'mail_templates.empty_subject')) {
    return { mail: null, problems };
  }
  const account = await findAccount(ctx);
  const { letter, contact } = await draftLetter(ctx, account, { ...draft, ...text });
  const addressee = { language: draft.language, to_address: contact.email, message_id: '' };
  const logo = account.logo_key ? await findLogo(ctx) : null;
  const mail = outgoingMail(letter, account, addressee, logo);
  return { mail: { ...mail, html: withLogo(mail.html, logo?.png.toString('base64')) }, problems };
}
