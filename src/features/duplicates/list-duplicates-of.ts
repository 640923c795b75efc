import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type DuplicateReason, reasonsOf } from './duplicate-pair.ts';

export interface LikelyDuplicate {
  contact_id: number;
  name: string;
  reasons: DuplicateReason[];
}

const mostShown = 3;

/** The contacts who may be the same person as this one, the most certain first, at most three. */
export async function listDuplicatesOf(
  ctx: Context,
  { contact_id }: { contact_id: number },
): Promise<LikelyDuplicate[]> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async ({ db }) => {
    const pairs = (own: 'contact_id' | 'other_contact_id', other: 'contact_id' | 'other_contact_id') =>
      db
        .selectFrom('duplicate_pair')
        .innerJoin('contact', 'contact.id', `duplicate_pair.${other}`)
        .select(['contact.id as contact_id', 'contact.name', 'certainty', 'duplicate_pair.id as pair_id'])
        .select(['has_like_address', 'has_same_name', 'has_same_phone'])
        .where(`duplicate_pair.${own}`, '=', contact_id)
        .where('dismissed_at', 'is', null)
        .where('certainty', '>', 0);
    const rows = await pairs('contact_id', 'other_contact_id')
      .unionAll(pairs('other_contact_id', 'contact_id'))
      .orderBy('certainty', 'desc')
      .orderBy('pair_id', 'desc')
      .limit(mostShown)
      .execute();
    return rows.map((row) => ({ contact_id: row.contact_id, name: row.name, reasons: reasonsOf(row) }));
  });
}
