import { type Email, type EmailTemplate, emailNamed, emailNames, type MailIds } from '#platform/email/email.ts';
import { Failure } from '#platform/failure.ts';
import { isLocale, type Locale } from '#platform/i18n/messages.ts';

/** Which template is meant: one kind of mail in one language. */
export interface TemplateKey {
  kind: string;
  language: Locale;
}

/** A kind of mail that an account can write itself. */
export type TemplateKind = Email<MailIds> & { readonly template: EmailTemplate };

/** Every kind that an account can write itself, in the order of the product's list of mails. */
export function templateKinds(): TemplateKind[] {
  return emailNames()
    .map((name) => emailNamed(name)!)
    .filter(hasTemplate);
}

/** The kind of that name; not found where there is none, or none that an account can write. */
export function templateKind(name: string): TemplateKind {
  const kind = emailNamed(name);
  if (!kind || !hasTemplate(kind)) throw new Failure('not_found', 'platform.not_found');
  return kind;
}

/** Reads a kind and a language as an address has them; not found where they mean nothing. */
export function readTemplateKey(kind: string, language: string): TemplateKey {
  if (!isLocale(language)) throw new Failure('not_found', 'platform.not_found');
  return { kind: templateKind(kind).name, language };
}

function hasTemplate(kind: Email<MailIds>): kind is TemplateKind {
  return kind.template !== null;
}
