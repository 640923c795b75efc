import type { Selectable } from 'kysely';
import type { AccountRow, SessionRow } from '#platform/database/tables.generated.ts';

/** The two doors: agents' console and customers' portal. One browser can be signed in at both, by a cookie each. */
export const sides = { console: 'agent_session', portal: 'portal_session' } as const;
export type Side = keyof typeof sides;

/** By what somebody proved who he is: a provider is one he signed in with elsewhere, a link came by mail. */
export type SessionMethod = 'password' | 'passkey' | 'provider' | 'link';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What an account says about its sessions; `remembered_days` 0 lets nobody stay signed in. */
export type SessionRules = Pick<
  Selectable<AccountRow>,
  'session_idle_minutes' | 'session_hours' | 'remembered_idle_days' | 'remembered_days'
>;

/** The columns of `SessionRules`, for queries. */
export const ruleColumns = [
  'account.session_idle_minutes',
  'account.session_hours',
  'account.remembered_idle_days',
  'account.remembered_days',
] as const;

/** How long a session lives without being used and at the longest, in milliseconds. */
export function lifeOf(rules: SessionRules, is_remembered: boolean): { idle: number; whole: number } {
  return is_remembered
    ? { idle: rules.remembered_idle_days * day, whole: rules.remembered_days * day }
    : { idle: rules.session_idle_minutes * minute, whole: rules.session_hours * hour };
}

/** What is needed of a session to tell whether it still opens anything. */
export type SessionTimes = Pick<Selectable<SessionRow>, 'is_remembered' | 'created_at' | 'last_seen_at' | 'expires_at'>;

/** When a session ends at the latest: as it was begun, or sooner where the account has become stricter since. */
export function endOf({ is_remembered, created_at, expires_at }: SessionTimes, rules: SessionRules): Date {
  const { whole } = lifeOf(rules, is_remembered);
  return new Date(Math.min(expires_at.getTime(), created_at.getTime() + whole));
}

/** Whether a session has neither run out nor idled out. */
export function isAlive(times: SessionTimes, rules: SessionRules, now: Date): boolean {
  const { idle } = lifeOf(rules, times.is_remembered);
  return now < endOf(times, rules) && now.getTime() - times.last_seen_at.getTime() < idle;
}

/** How long an agent may look at the portal as a contact before he has to ask again. */
export const portalViewMs = 30 * minute;

/** `last_seen_at` is written at most this often, so that reading a page is hardly ever writing. */
export const seenEvery = 5 * minute;

/** Which door a page, an endpoint or a page's `.data` request belongs to. */
export function sideOf({ pathname }: Pick<URL, 'pathname'>): Side {
  return /^\/portal([./]|$)/.test(pathname) ? 'portal' : 'console';
}
