/** The two doors: agents' console and customers' portal. One browser can be signed in at both, by a cookie each. */
export const sides = { console: 'agent_session', portal: 'portal_session' } as const;
export type Side = keyof typeof sides;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a session lives without being used and at the longest, in milliseconds; NIST SP 800-63B-4 allows 30 days. */
export const limits = {
  plain: { idle: 12 * hour, whole: 24 * hour },
  remembered: { idle: 14 * day, whole: 30 * day },
} as const;

/** How long an agent may look at the portal as a contact before he has to ask again. */
export const portalViewMs = 30 * minute;

/** `last_seen_at` is written at most this often, so that reading a page is hardly ever writing. */
export const seenEvery = 5 * minute;

/** Which door a page, an endpoint or a page's `.data` request belongs to. */
export function sideOf({ pathname }: Pick<URL, 'pathname'>): Side {
  return /^\/portal([./]|$)/.test(pathname) ? 'portal' : 'console';
}
