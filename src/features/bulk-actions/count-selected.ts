import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Selection } from './bulk-action.ts';
import { selectedContacts } from './selected-contacts.ts';

/** How many contacts a selection means now. Needs `contacts.bulk`. */
export async function countSelected(ctx: Context, { selection }: { selection: Selection }): Promise<number> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    const { count } = await ctx.db
      .selectFrom((await selectedContacts(ctx, selection)).as('selected'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  });
}
