import { randomBytes } from 'node:crypto';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Logo } from './logo.ts';

/** Gives the account a logo, in place of the one it had, or none; `makeLogo` draws it. Needs `settings.edit`. */
export async function updateLogo(ctx: Context, { logo }: { logo: Omit<Logo, 'key'> | null }): Promise<void> {
  allow(ctx, 'settings.edit');
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const logo_key = logo && randomBytes(8).toString('hex');
    const { account_id } = caller;
    const had = await db.deleteFrom('account_logo').returning('key').executeTakeFirst();
    if (!had && !logo) return;
    if (logo && logo_key) {
      await db
        .insertInto('account_logo')
        .values({ account_id, key: logo_key, ...logo, created_at: clock.now() })
        .execute();
    }
    await db.updateTable('account').set({ logo_key, updated_at: clock.now() }).execute();
    await recordChange(ctx, { record: 'account', record_id: account_id, act: logo ? 'logo_changed' : 'logo_removed' });
  });
}
