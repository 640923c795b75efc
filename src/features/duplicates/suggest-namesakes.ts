import type { ListedContact } from '#features/contacts/list/contact-rows.ts';
import { suggestContacts } from '#features/contacts/search/suggest-contacts.ts';
import { allow, type Context } from '#platform/context.ts';
import { foldText } from '#platform/fields/fold-text.ts';

const mostShown = 8;

/**
 * Who is called like this contact, to be offered before anything is typed: first who has his whole name, then who has a word of
 * it, the longest first, so that Kate King is found beside Katherine King. At most eight. Needs `contacts.view`.
 */
export async function suggestNamesakes(
  ctx: Context,
  { id, name }: { id: number; name: string },
): Promise<ListedContact[]> {
  allow(ctx, 'contacts.view');
  const words = wordsOf(name).sort((one, other) => other.length - one.length);
  const found = new Map<number, ListedContact>();
  for (const text of new Set([name, ...words])) {
    const asked = wordsOf(text);
    for (const contact of await suggestContacts(ctx, { text })) {
      // A search finds addresses and companies too.
      const has = wordsOf(contact.name);
      if (contact.id !== id && asked.every((word) => has.includes(word))) found.set(contact.id, contact);
    }
    if (found.size >= mostShown) break;
  }
  return [...found.values()].slice(0, mostShown);
}

function wordsOf(name: string): string[] {
  return foldText(name)
    .split(/[\s,]+/)
    .filter((word) => word.length > 1);
}
