import type { FieldValue } from '#platform/fields/field.ts';
import { contactColumns } from './contact.ts';
import type { FoundContact } from './find-contact.ts';

/** The built-in fields of a contact by name, as forms and exports show them; nothing is null. */
export function contactValues(contact: FoundContact): Record<string, FieldValue> {
  const others = contact.emails.filter(({ is_primary, state }) => !is_primary && state !== 'retired');
  return {
    ...Object.fromEntries(contactColumns.map((name) => [name, contact[name]])),
    tags: contact.tags.length > 0 ? contact.tags : null,
    email: contact.email,
    other_emails: others.length > 0 ? others.map(({ email }) => email) : null,
    company: contact.memberships.find(({ is_primary }) => is_primary)?.company ?? null,
  };
}
