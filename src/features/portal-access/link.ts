import { Failure } from '#platform/failure.ts';

/** What tells whether a mailed link still opens; invitations and password resets have it alike. */
export interface LinkState {
  /** Null for a link whose days have not begun. */
  expires_at: Date | null;
  spent_at: Date | null;
  replaced_at: Date | null;
  cancelled_at?: Date | null;
}

/** Refuses a link that opens nothing, with the reason. An unknown token and a mangled one are the same. */
export function allowLink(link: LinkState | undefined, now: Date): asserts link is LinkState {
  if (!link) throw new Failure('expired', 'portal_access.link_unknown');
  if (link.spent_at) throw new Failure('expired', 'portal_access.link_spent');
  if (link.replaced_at) throw new Failure('expired', 'portal_access.link_replaced');
  if (link.cancelled_at || (link.expires_at && link.expires_at <= now))
    throw new Failure('expired', 'portal_access.link_expired');
}

/** What tells whether a contact may be let in by a link at all. */
export interface Admittable {
  deleted_at: Date | null;
  deactivated_at: Date | null;
  locked_by: 'failures' | 'agent' | 'contact_admin' | null;
}

/** False for contacts that no link lets in: deleted, deactivated, or locked by a person. A lock by failures is lifted by a link. */
export function isAdmittable({ deleted_at, deactivated_at, locked_by }: Admittable): boolean {
  return !deleted_at && !deactivated_at && (locked_by === null || locked_by === 'failures');
}
