import { type ContactFilter, writeContactFilter } from '#features/contacts/filter/contact-filter.ts';

/** The address of the contact list with this filter, with what else it shows or at this place of it. */
export function pathOfContacts(filter: ContactFilter, more: Readonly<Record<string, string | null>> = {}): string {
  const others = Object.entries(more).filter((one): one is [string, string] => one[1] !== null);
  const query = new URLSearchParams([...writeContactFilter(filter), ...others]).toString();
  return query ? `/contacts?${query}` : '/contacts';
}
