import { sql } from 'kysely';
import type { MatchingContacts } from '#features/contacts/filter/matching-contacts.ts';
import { type FoundContacts, newestHits } from '#features/contacts/search/search-contacts.ts';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import { countedTo, type ListCount } from '#features/lists/rows/count-matching.ts';
import { pageSize } from '#features/lists/rows/sorted-page.ts';
import type { Context } from '#platform/context.ts';
import { type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import { contactRows, type ListedContact } from './contact-rows.ts';

/** Hits looked at in one go while walking through more than can be sorted. */
const walkedHits = 500;

/** Many contacts and common words: from the newest hit on, until the page is full. Forwards only. */
export async function walkedPage(
  ctx: Context,
  matching: MatchingContacts,
  { found: { patterns }, input }: { found: FoundContacts; input: KeysetInput & { columns: readonly FilterField[] } },
): Promise<Page<ListedContact> & { count: ListCount }> {
  const order = keyset({ after: input.after }, { column: 'created_at', id: 'id', kind: 'time', isDescending: true });
  const ids: number[] = [];
  let after = order.place && { created_at: order.place.value as Date, contact_id: order.place.id };
  while (ids.length <= pageSize) {
    const hits = await newestHits(ctx, patterns, walkedHits, after);
    const hitIds = hits.map(({ contact_id }) => contact_id);
    const kept = await matching
      .select('contact.id')
      .where(sql<boolean>`contact.id = any(${hitIds}::bigint[])`)
      .execute();
    const keptIds = new Set(kept.map(({ id }) => id));
    ids.push(...hitIds.filter((id) => keptIds.has(id)));
    after = hits.at(-1) ?? null;
    if (hits.length < walkedHits) break;
  }
  const rows = await contactRows(ctx, ids.slice(0, pageSize + 1), input.columns);
  const placeOf = ({ created_at, id }: ListedContact) => ({ value: created_at, id });
  const page = pageOf(rows, order, { size: pageSize, placeOf });
  return { ...page, previous: null, count: { count: countedTo, is_exact: false } };
}
