import { contactRows, type ListedContact } from '#features/contacts/list/contact-rows.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { sortKey } from '#platform/fields/sort-key.ts';
import { searchContacts } from './search-contacts.ts';

const suggestedCount = 8;
/** Deleted contacts are found too and left out afterwards. */
const spareCount = 20;

/** Contacts to offer while somebody types: those whose name begins so, by name, then the newest that search finds. */
export async function suggestContacts(ctx: Context, { text }: { text: string }): Promise<ListedContact[]> {
  allow(ctx, 'contacts.view');
  const typed = text.trim().slice(0, 100);
  if (!typed) return [];
  return inTransaction(ctx, async (ctx) => {
    const key = sortKey(typed);
    const beginning = await ctx.db
      .selectFrom('contact')
      .select('id')
      .where('sort_key', '>=', key)
      .where('sort_key', '<', `${key}\u{10ffff}`)
      .where('deleted_at', 'is', null)
      .orderBy('sort_key')
      .orderBy('id')
      .limit(suggestedCount)
      .execute();
    const ids = new Set(beginning.map(({ id }) => id));
    if (ids.size < suggestedCount) {
      const found = await searchContacts(ctx, typed, suggestedCount + spareCount);
      const hits = found?.ids ?? [];
      const kept = await ctx.db
        .selectFrom('contact')
        .select('id')
        .where('id', 'in', [0, ...hits])
        .where('deleted_at', 'is', null)
        .execute();
      for (const id of hits) if (ids.size < suggestedCount && kept.some((row) => row.id === id)) ids.add(id);
    }
    return contactRows(ctx, [...ids]);
  });
}
