import type { ListedContact } from '#features/contacts/list/contact-rows.ts';
import { suggestContacts } from '#features/contacts/search/suggest-contacts.ts';
import type { Context } from '#platform/context.ts';

/**
 * Who is called like this contact, to be offered before anything is typed: by the whole name, or where nobody is by its longest
 * word, so that Kate King is found beside Katherine King. At most eight. Needs `contacts.view`.
 */
export async function suggestNamesakes(
  ctx: Context,
  { id, name }: { id: number; name: string },
): Promise<ListedContact[]> {
  const longest = name.split(/\s+/).sort((one, other) => other.length - one.length)[0]!;
  for (const text of new Set([name, longest])) {
    const others = (await suggestContacts(ctx, { text })).filter((contact) => contact.id !== id);
    if (others.length > 0) return others;
  }
  return [];
}
