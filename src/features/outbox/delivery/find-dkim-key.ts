import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { checkDelivery } from './check-delivery.ts';

/**
 * Looks whether the record of the account's key is there. Mail is signed from the moment at which it has been found, so that
 * no receiver looks for one that is not there yet. Gives whether it is. Needs `settings.edit`.
 */
export async function findDkimKey(ctx: Context): Promise<boolean> {
  allow(ctx, 'settings.edit');
  const { domain, dkim } = await checkDelivery(ctx);
  if (domain === null || dkim?.kind !== 'well') return false;
  await inTransaction(ctx, async ({ db, clock }) => {
    const found = { verified_at: clock.now() };
    const keys = db.updateTable('dkim_key').set(found).where('domain', '=', domain);
    await keys.where('verified_at', 'is', null).execute();
  });
  return true;
}
