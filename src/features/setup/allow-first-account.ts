import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/** Refuses, as conflict, once the installation has an account. */
export async function allowFirstAccount(ctx: Context): Promise<void> {
  const ids = await listAccountIds(ctx.db);
  if (ids.length > 0) throw new Failure('conflict', 'setup.already_done');
}
