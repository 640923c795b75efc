import type { EmailTemplate } from '#platform/email/email.ts';

/** What every mail can mention, whatever it is about. */
const commonPlaceholders = [
  ...['contact.greeting', 'contact.name', 'contact.email', 'contact.company'],
  ...['account.name', 'account.portal_url', 'account.support_email', 'account.support_phone', 'account.support_url'],
] as const;

/** All that a template of a kind can mention, its own first. */
export function placeholderNames({ placeholders }: Pick<EmailTemplate, 'placeholders'>): string[] {
  return [...Object.keys(placeholders), ...commonPlaceholders];
}
