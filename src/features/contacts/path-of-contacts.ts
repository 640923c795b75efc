import { type ContactFilter, writeContactFilter } from './contact-filter.ts';

/** The address of the contact list with this filter, at this place of it. */
export function pathOfContacts(filter: ContactFilter, place: { after?: string; before?: string } = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...writeContactFilter(filter), ...place })) {
    if (value !== undefined) query.set(name, value);
  }
  return query.size > 0 ? `/contacts?${query}` : '/contacts';
}
