import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** More are not counted: the number says whether there is something to do, not how much. */
const countedTo = 999;

/** How many pairs `listDuplicates` shows, exact up to 999. */
export async function countDuplicates(ctx: Context): Promise<{ count: number; is_exact: boolean }> {
  allow(ctx, 'contacts.view');
  const { count } = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom(
        db
          .selectFrom('duplicate_pair')
          .select('id')
          .where('dismissed_at', 'is', null)
          .where('certainty', '>', 0)
          .limit(countedTo + 1)
          .as('counted'),
      )
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return { count: Math.min(count, countedTo), is_exact: count <= countedTo };
}
