import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Logo } from './logo.ts';

/** The account's logo; null without one. Anybody at its door may see it. */
export async function findLogo(ctx: Context): Promise<Logo | null> {
  const logo = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('account_logo').select(['key', 'png', 'width', 'height']).executeTakeFirst(),
  );
  return logo ?? null;
}
