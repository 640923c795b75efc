import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** How many sign-ups wait for an agent, up to 100: what the menu says. Needs `sign_ups.decide`. */
export async function countSignUps(ctx: Context): Promise<number> {
  allow(ctx, 'sign_ups.decide');
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('sign_up')
      .select('id')
      .where('spent_at', 'is not', null)
      .where('decided_at', 'is', null)
      .limit(100)
      .execute(),
  );
  return rows.length;
}
