import { allow, type Context } from '#platform/context.ts';
import { type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { contactsOfPairs } from './contacts-of-pairs.ts';
import type { DuplicatePair } from './duplicate-pair.ts';

/** Two contacts of whom somebody has said that they are not one person. */
export interface ToldApartPair extends Pick<DuplicatePair, 'id' | 'contacts'> {
  told_apart_at: Date;
  /** Who said so; null for an agent who is gone. */
  told_apart_by: string | null;
}

const pageSize = 20;

/** Pairs that were told apart and are both there, the newest first. */
export async function listToldApart(ctx: Context, input: KeysetInput = {}): Promise<Page<ToldApartPair>> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    const order = keyset(input, { column: 'dismissed_at', id: 'pair.id', kind: 'time', isDescending: true });
    const found = await ctx.db
      .selectFrom('duplicate_pair as pair')
      .innerJoin('contact as one', 'one.id', 'pair.contact_id')
      .innerJoin('contact as other', 'other.id', 'pair.other_contact_id')
      .leftJoin('agent', 'agent.id', 'pair.dismissed_by_agent_id')
      .select(['pair.id', 'pair.contact_id', 'pair.other_contact_id', 'agent.name as told_apart_by'])
      .select(({ ref }) => ref('pair.dismissed_at').$notNull().as('told_apart_at'))
      .where('pair.dismissed_at', 'is not', null)
      .where('one.deleted_at', 'is', null)
      .where('other.deleted_at', 'is', null)
      .where(order.condition)
      .orderBy(order.order)
      .limit(pageSize + 1)
      .execute();
    const placeOf = ({ told_apart_at, id }: (typeof found)[number]) => ({ value: told_apart_at, id });
    const page = pageOf(found, order, { size: pageSize, placeOf });
    const rows = (await contactsOfPairs(ctx, page.rows)).map(({ pair, contacts }) => {
      const { id, told_apart_at, told_apart_by } = pair;
      return { id, contacts, told_apart_at, told_apart_by };
    });
    return { ...page, rows };
  });
}
