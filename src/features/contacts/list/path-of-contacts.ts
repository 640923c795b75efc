import { type ContactFilter, writeContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { pathOfList } from '#features/lists/filter/list-filter.ts';

/** The address of the contact list with this filter, with what else it shows or at this place of it. */
export function pathOfContacts(filter: ContactFilter, more: Readonly<Record<string, string | null>> = {}): string {
  return pathOfList('/contacts', writeContactFilter(filter), more);
}
