import type { Insertable } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import type { AccountRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, type FieldProblem, invalid } from '#platform/failure.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { checkAccount } from './check-account.ts';

/**
 * Makes the account whose id the caller, Maru itself, has reserved (`reserveAccountId`), with the address it is reached
 * at. `given` holds the account's fields and `public_url`. Fails as invalid with every bad field, and as conflict where
 * another account has the host.
 */
export async function createAccount(ctx: Context, given: Readonly<Record<string, RawValue>>): Promise<void> {
  const { caller } = ctx;
  if (caller.kind !== 'system') throw new Failure('forbidden', 'platform.forbidden');
  const { values, address, problems } = checkAccount(given);
  if (!address || problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const account = { ...values, id: caller.account_id, created_at: now, updated_at: now };
    await ctx.db
      .insertInto('account')
      .values(account as Insertable<AccountRow>)
      .execute();
    await ctx.db
      .insertInto('account_host')
      .values({ account_id: caller.account_id, ...address, created_at: now })
      .execute()
      .catch(conflict('account_host_is_one_accounts', 'accounts.host_taken', 'public_url'));
    await recordChange(ctx, { record: 'account', record_id: caller.account_id, act: 'created' });
  });
}
