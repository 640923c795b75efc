import { useTranslations } from 'use-intl';
import type { ListedChange } from '#features/change-log/list-changes.ts';
import { membershipRoles, ticketVisibilities } from '#features/contacts/contact.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';

/** What the change log calls a contact's memberships. */
export const companiesField: Field = { name: 'companies', kind: 'tags', label: 'contacts.companies.title' };

/** Changes with memberships in the reader's words: the log writes `Acme · primary · contact_admin`. */
export function useToldMemberships(changes: readonly ListedChange[]): ListedChange[] {
  const t = useTranslations('contacts.companies');
  const words = membershipWords(t);
  const told = (value: FieldValue) =>
    Array.isArray(value) ? value.map((membership) => toldMembership(membership, words)) : value;
  return changes.map((change) => {
    const companies = change.changes?.companies;
    return companies
      ? { ...change, changes: { ...change.changes, companies: [told(companies[0]), told(companies[1])] } }
      : change;
  });
}

/** What the log's words for a membership are called in a language; `t` says `contacts.companies`. */
export function membershipWords(t: Say): ReadonlyMap<string, string> {
  return new Map<string, string>([
    ['primary', t('primary')],
    ...membershipRoles.map((role) => [role, t(`roles.${role}`)] as const),
    ...ticketVisibilities.map((sight) => [sight, t(`visibilities.${sight}`)] as const),
  ]);
}

type Say = (
  key: 'primary' | `roles.${(typeof membershipRoles)[number]}` | `visibilities.${(typeof ticketVisibilities)[number]}`,
) => string;

/** A membership as the log writes it, in words. */
export function toldMembership(membership: string, words: ReadonlyMap<string, string>): string {
  const [company, ...unusual] = membership.split(' · ');
  return [company, ...unusual.map((word) => words.get(word) ?? word)].join(' · ');
}
