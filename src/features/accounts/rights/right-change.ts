import { allRights, type Right, type Role, roles } from '#platform/rights.ts';

/** One tick of the table, set or taken away. */
export interface RightChange {
  role: Role;
  right: Right;
  is_held: boolean;
}

/** A tick as a form writes it: `supervisor:contacts.merge`. */
export function tickOf({ role, right }: Pick<RightChange, 'role' | 'right'>): string {
  return `${role}:${right}`;
}

/**
 * What whoever sent the table has changed in it: from the ticks that it was shown with to those that it was sent with. Two
 * admins at once so change only what each of them touched. Ticks that no table has are left out.
 */
export function changesOfTicks(shown: readonly string[], sent: readonly string[]): RightChange[] {
  const [before, after] = [new Set(shown), new Set(sent)];
  return roles
    .flatMap((role) => allRights.map((right) => ({ role, right })))
    .filter((one) => before.has(tickOf(one)) !== after.has(tickOf(one)))
    .map((one) => ({ ...one, is_held: after.has(tickOf(one)) }));
}

/** The name of a change in the change log: `supervisor.contacts.merge`. */
export function changeName({ role, right }: Pick<RightChange, 'role' | 'right'>): string {
  return `${role}.${right}`;
}
