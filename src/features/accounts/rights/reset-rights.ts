import { allow, type Context } from '#platform/context.ts';
import { allRights, fixedRights, isHeldByDefault, roles } from '#platform/rights.ts';
import type { RightChange } from './right-change.ts';
import { updateRights } from './update-rights.ts';

/** Makes the table of rights what it was when the account was new; gives what that has changed. */
export async function resetRights(ctx: Context): Promise<{ changed: RightChange[] }> {
  allow(ctx, 'settings.edit');
  const free = allRights.filter((right) => !fixedRights.has(right));
  const changes = roles.flatMap((role) =>
    free.map((right) => ({ role, right, is_held: isHeldByDefault(role, right) })),
  );
  return updateRights(ctx, { changes });
}
