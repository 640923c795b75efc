import type { FilterField } from '#features/contacts/filter/filter-field.ts';
import type { MatchingContacts } from '#features/contacts/filter/matching-contacts.ts';
import type { Context } from '#platform/context.ts';
import { type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import type { ContactOrder } from './contact-order.ts';
import { contactRows, type ListedContact } from './contact-rows.ts';

export const pageSize = 50;

export type Asked = KeysetInput & { is_descending: boolean; columns: readonly FilterField[] };

/** A page of the contacts that match, in the order of a column or an expression of theirs. */
export async function sortedPage(
  ctx: Context,
  matching: MatchingContacts,
  { order, ...asked }: Asked & { order: ContactOrder },
): Promise<Page<ListedContact>> {
  const places = keyset(asked, {
    column: order.by,
    id: 'contact.id',
    kind: order.kind,
    isDescending: asked.is_descending,
  });
  const found = await matching
    .select(['contact.id', order.by.as('place')])
    .where(places.condition)
    .orderBy(places.order)
    .limit(pageSize + 1)
    .execute();
  const placed = new Map(found.map(({ id, place }) => [id, place as string | number | Date]));
  const rows = await contactRows(ctx, [...placed.keys()], asked.columns);
  return pageOf(rows, places, { size: pageSize, placeOf: ({ id }) => ({ value: placed.get(id)!, id }) });
}
