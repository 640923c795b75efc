import { Failure } from '#platform/failure.ts';

/** Why a link no longer opens, for the page that says so with the next step; what is no such failure is thrown on. */
export function deadReason(error: unknown): 'link_unknown' | 'link_spent' | 'link_replaced' | 'link_expired' {
  if (!(error instanceof Failure) || error.kind !== 'expired') throw error;
  if (error.code === 'portal_access.link_spent') return 'link_spent';
  if (error.code === 'portal_access.link_replaced') return 'link_replaced';
  return error.code === 'portal_access.link_expired' ? 'link_expired' : 'link_unknown';
}
