import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import {
  allRights,
  fixedRights,
  isHeldByDefault,
  type Right,
  type Role,
  rightsOfRole,
  roles,
} from '#platform/rights.ts';

/** A right of a role: whether it has it, whether it comes so, and whether anybody may change it. */
export interface HeldRight {
  is_held: boolean;
  is_default: boolean;
  is_fixed: boolean;
}

export type RightsTable = Record<Right, Record<Role, HeldRight>>;

/** Who may do what in the account: every right with every role. */
export async function listRights(ctx: Context): Promise<RightsTable> {
  allow(ctx, 'settings.edit');
  const rows = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('account_right').select(['role', 'name', 'is_held']).execute(),
  );
  const heldBy = (role: Role) =>
    rightsOfRole(
      role,
      Object.fromEntries(rows.filter((row) => row.role === role).map((row) => [row.name, row.is_held])),
    );
  const held = Object.fromEntries(roles.map((role) => [role, heldBy(role)])) as Record<Role, ReadonlySet<Right>>;
  const cell = (role: Role, right: Right): HeldRight => {
    const is_held = held[role].has(right);
    return { is_held, is_default: is_held === isHeldByDefault(role, right), is_fixed: fixedRights.has(right) };
  };
  return Object.fromEntries(
    allRights.map((right) => [right, Object.fromEntries(roles.map((role) => [role, cell(role, right)]))]),
  ) as RightsTable;
}
