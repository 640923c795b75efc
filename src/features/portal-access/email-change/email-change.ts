import type { RateLimit } from '#platform/rate-limit.ts';

/** How long the link to the new address works. */
export const confirmHours = 24;
/** How long the link to the old address takes a change back. */
export const undoDays = 7;

/**
 * How often what may be asked. By contact, since each try gives his password: whoever has found an open session must not
 * guess on. By address against flooding a mailbox, whether or not anybody has that address.
 */
export const limits = {
  ask: { name: 'portal_access.email_change', points: 10, seconds: 3_600 },
  mail: { name: 'portal_access.email_change_mail', points: 3, seconds: 3_600 },
} as const satisfies Record<string, RateLimit>;
