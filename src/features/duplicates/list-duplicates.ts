import { contactRows } from '#features/contacts/list/contact-rows.ts';
import { allow, type Context } from '#platform/context.ts';
import { type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import { inTransaction } from '#platform/database/transaction.ts';
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
    const ids = page.rows.flatMap(({ contact_id, other_contact_id }) => [contact_id, other_contact_id]);
    const contacts = new Map((await contactRows(ctx, [...new Set(ids)])).map((contact) => [contact.id, contact]));
    const rows = page.rows.flatMap((pair): DuplicatePair[] => {
      const [one, other] = [contacts.get(pair.contact_id), contacts.get(pair.other_contact_id)];
      return one && other ? [{ id: pair.id, contacts: [one, other], reasons: reasonsOf(pair) }] : [];
    });
    return { ...page, rows };
  });
}
