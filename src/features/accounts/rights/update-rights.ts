import type { Changes } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { fixedRights, isHeldByDefault, rightsOfRole } from '#platform/rights.ts';
import { changeName, type RightChange } from './right-change.ts';

/**
 * Gives rights to roles and takes them away; it counts from everybody's next request on. A right that comes out as it is by
 * default leaves no trace in the table. Gives what was different before, so that it can be taken back. Refuses a right that
 * is always the admins' own.
 */
export async function updateRights(
  ctx: Context,
  { changes }: { changes: readonly RightChange[] },
): Promise<{ changed: RightChange[] }> {
  allow(ctx, 'settings.edit');
  if (changes.some(({ right }) => fixedRights.has(right))) throw new Failure('invalid', 'rights.fixed');
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const { account_id } = caller;
    // Whoever changes the table waits for whoever does so now: both see what they really change.
    await db.selectFrom('account').select('id').forUpdate().executeTakeFirstOrThrow();
    const rows = await db.selectFrom('account_right').select(['role', 'name', 'is_held']).execute();
    const changed = changes.filter(({ role, right, is_held }) => {
      const own = rows.filter((row) => row.role === role).map((row) => [row.name, row.is_held] as const);
      return rightsOfRole(role, Object.fromEntries(own)).has(right) !== is_held;
    });
    for (const { role, right, is_held } of changed) {
      const place = { account_id, role, name: right };
      await db.deleteFrom('account_right').where('role', '=', role).where('name', '=', right).execute();
      if (is_held === isHeldByDefault(role, right)) continue;
      await db
        .insertInto('account_right')
        .values({ ...place, is_held, changed_at: clock.now() })
        .execute();
    }
    if (changed.length > 0) {
      const told: Changes = Object.fromEntries(changed.map((one) => [changeName(one), [!one.is_held, one.is_held]]));
      await recordChange(ctx, { record: 'account', record_id: account_id, act: 'rights_changed', changes: told });
    }
    return { changed };
  });
}
