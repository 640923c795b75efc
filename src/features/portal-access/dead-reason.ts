import { Failure } from '#platform/failure.ts';

const reasons = ['link_spent', 'link_replaced', 'link_expired', 'link_withdrawn'] as const;

/** Why a link no longer opens, for the page that says so with the next step; what is no such failure is thrown on. */
export function deadReason(error: unknown): (typeof reasons)[number] | 'link_unknown' {
  if (!(error instanceof Failure) || error.kind !== 'expired') throw error;
  return reasons.find((reason) => error.code === `portal_access.${reason}`) ?? 'link_unknown';
}
