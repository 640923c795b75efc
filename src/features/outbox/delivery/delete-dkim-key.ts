import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Stops signing mail: the account's keys are gone, and the records that were added for them can go too. Needs `settings.edit`. */
export async function deleteDkimKey(ctx: Context): Promise<void> {
  allow(ctx, 'settings.edit');
  await inTransaction(ctx, async (ctx) => {
    const { numDeletedRows } = await ctx.db.deleteFrom('dkim_key').executeTakeFirst();
    if (numDeletedRows === 0n) return;
    const { account_id } = ctx.caller;
    await recordChange(ctx, { record: 'account', record_id: account_id, act: 'dkim_key_deleted' });
  });
}
