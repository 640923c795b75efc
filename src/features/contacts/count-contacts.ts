import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type ContactFilter, type ContactView, contactViews } from './contact-filter.ts';
import { matchingContacts } from './matching-contacts.ts';

/** Counting goes this far, since nobody reads further and every list would wait for it. */
export const countedTo = 10_000;

/** How many contacts a view has; `is_exact` is false for "10,000+". */
export interface ContactCount {
  count: number;
  is_exact: boolean;
}

/** How many contacts a filter means, up to 10,000; `isExact` counts them all. */
export async function countContacts(
  ctx: Context,
  filter: Pick<ContactFilter, 'view' | 'search' | 'company_id'>,
  { isExact = false } = {},
): Promise<ContactCount> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    const ids = matchingContacts(ctx, filter).select('contact.id');
    const { count } = await ctx.db
      .selectFrom((isExact ? ids : ids.limit(countedTo + 1)).as('counted'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return countOf(count, isExact);
  });
}

/** The same for every view without a search, for the tabs above the list; of one company where it is given. */
export async function countContactViews(
  ctx: Context,
  { company_id = null }: { company_id?: number | null } = {},
): Promise<Record<ContactView, ContactCount>> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    const counts: [ContactView, ContactCount][] = [];
    for (const view of contactViews) {
      counts.push([view, await countContacts(ctx, { view, search: '', company_id })]);
    }
    return Object.fromEntries(counts) as Record<ContactView, ContactCount>;
  });
}

/** A count that may have stopped one beyond the limit. */
export function countOf(count: number, isExact = false): ContactCount {
  return isExact || count <= countedTo ? { count, is_exact: true } : { count: countedTo, is_exact: false };
}
