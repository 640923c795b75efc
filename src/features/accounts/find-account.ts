import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Account } from './account.ts';

/** The caller's account with its own address. Anybody at its door may know it; pages choose what they show. */
export async function findAccount(ctx: Context): Promise<Account> {
  return inTransaction(ctx, async ({ db }) => {
    const account = await db
      .selectFrom('account')
      .selectAll()
      .select((row) =>
        row
          .selectFrom('account_host')
          .select('public_url')
          .whereRef('account_host.account_id', '=', 'account.id')
          .orderBy('account_host.created_at', 'desc')
          .limit(1)
          .as('public_url'),
      )
      .executeTakeFirst();
    if (!account) throw new Failure('not_found', 'platform.not_found');
    return account;
  });
}
