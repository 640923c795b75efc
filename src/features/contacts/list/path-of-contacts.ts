import { type ContactFilter, writeContactFilter } from '#features/contacts/filter/contact-filter.ts';

/** The address of the contact list with this filter, at this place of it. */
export function pathOfContacts(filter: ContactFilter, place: { after?: string; before?: string } = {}): string {
  const query = new URLSearchParams({ ...writeContactFilter(filter), ...place }).toString();
  return query ? `/contacts?${query}` : '/contacts';
}
