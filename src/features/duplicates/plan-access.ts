import type { AccessStates } from './contact-merge.ts';

export interface AccessPlan {
  /** The survivor's states afterwards. */
  states: AccessStates;
  /** True where only the other one can sign in: his password becomes the survivor's. */
  takes_password: boolean;
  /** Both can sign in: the survivor's password counts, the other one's is kept for an undo and opens nothing. */
  has_two_passwords: boolean;
  /** What the other one brings that is stricter than what the survivor has. */
  stricter: ('deactivated' | 'locked' | 'blocked')[];
}

const lockRanks = { failures: 1, contact_admin: 2, agent: 3 } as const;

/** Who can sign in to the portal after a merge, and what stands in the way: the stricter state of the two unless the survivor keeps his own. */
export function planAccess(
  survivor: AccessStates,
  other: AccessStates,
  { keeps_own_states, now }: { keeps_own_states: boolean; now: Date },
): AccessPlan {
  const takes_password = other.portal_access === 'active' && survivor.portal_access !== 'active';
  const isLockedHarder = lockRank(other, now) > lockRank(survivor, now);
  const stricter: AccessPlan['stricter'] = [];
  if (other.deactivated_at && !survivor.deactivated_at) stricter.push('deactivated');
  if (isLockedHarder) stricter.push('locked');
  if (other.blocked_at && !survivor.blocked_at) stricter.push('blocked');
  const lock = isLockedHarder && !keeps_own_states ? other : survivor;
  const access = takes_password ? other : survivor;
  return {
    states: {
      portal_access: access.portal_access,
      activated_at: access.activated_at,
      last_sign_in_at: access.last_sign_in_at,
      locked_at: lock.locked_at,
      locked_by: lock.locked_by,
      locked_by_agent_id: lock.locked_by_agent_id,
      locked_by_contact_id: lock.locked_by_contact_id,
      locked_until: lock.locked_until,
      deactivated_at: survivor.deactivated_at ?? (keeps_own_states ? null : other.deactivated_at),
      blocked_at: survivor.blocked_at ?? (keeps_own_states ? null : other.blocked_at),
    },
    takes_password,
    has_two_passwords: other.portal_access === 'active' && survivor.portal_access === 'active',
    stricter,
  };
}

/** A lock by failures ends by itself; one by a person counts more. */
function lockRank({ locked_by, locked_until }: AccessStates, now: Date): number {
  if (!locked_by || (locked_until && locked_until <= now)) return 0;
  return lockRanks[locked_by];
}
