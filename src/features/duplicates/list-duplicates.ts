import { allow, type Context } from '#platform/context.ts';
import { type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { contactsOfPairs } from './contacts-of-pairs.ts';
import { type DuplicatePair, reasonsOf } from './duplicate-pair.ts';

const pageSize = 20;

/** Contacts who may be one person, in pairs, the most certain first; those of whom somebody has said that they are two are left out. */
export async function listDuplicates(ctx: Context, input: KeysetInput = {}): Promise<Page<DuplicatePair>> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    const order = keyset(input, { column: 'certainty', id: 'id', kind: 'number', isDescending: true });
    const found = await ctx.db
      .selectFrom('duplicate_pair')
      .selectAll()
      .where('dismissed_at', 'is', null)
      .where('certainty', '>', 0)
      .where(order.condition)
      .orderBy(order.order)
      .limit(pageSize + 1)
      .execute();
    const page = pageOf(found, order, { size: pageSize, placeOf: ({ certainty, id }) => ({ value: certainty, id }) });
    const rows = (await contactsOfPairs(ctx, page.rows)).map(({ pair, contacts }) => {
      return { id: pair.id, contacts, reasons: reasonsOf(pair) };
    });
    return { ...page, rows };
  });
}
