import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { findAccount } from './find-account.ts';
import { findAccountOfHost } from './find-account-of-host.ts';
import { listAccountIds } from './list-account-ids.ts';
import { readPublicUrl } from './read-public-url.ts';

/**
 * Gives the first account the address that the installation's settings name, from now on, at every start: links in its
 * mails begin with it, and the addresses it had before still reach it. Does nothing without a setting or an account, or
 * where any account already has that address.
 */
export async function keepFirstAddress(ctx: Context, public_url: string | null): Promise<void> {
  const address = public_url === null ? null : readPublicUrl(public_url);
  const [account_id] = await listAccountIds(ctx.db);
  if (!address || account_id === undefined) return;
  const owner = await findAccountOfHost(ctx.db, address.host);
  if (owner !== null && owner !== account_id) return;
  const asMaru: Context = { ...ctx, caller: { kind: 'system', account_id, locale: ctx.caller.locale } };
  await inTransaction(asMaru, async (ctx) => {
    if ((await findAccount(ctx)).public_url === address.public_url) return;
    const named = { account_id, ...address, created_at: ctx.clock.now() };
    await ctx.db
      .insertInto('account_host')
      .values(named)
      .onConflict((row) => row.column('host').doUpdateSet(named))
      .execute();
  });
}
