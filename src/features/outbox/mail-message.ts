import type { Selectable } from 'kysely';
import type { MailMessageRow } from '#platform/database/tables.generated.ts';

/** A row of the outbox: who gets which mail, never its text. */
export type MailMessage = Selectable<MailMessageRow>;

export type MailState = MailMessage['state'];

/** In the order in which the outbox offers them. */
export const mailStates = ['waiting', 'sending', 'sent', 'failed', 'bounced', 'cancelled', 'dropped'] as const;

const minute = 60_000;
const hour = 60 * minute;

/** How long one worker may take over the mails it has claimed before another one may. */
export const leaseMs = 5 * minute;

/** After so many tries (about three days) a mail without an end of its own has failed. */
export const mostTries = 20;

/** A mail that Maru itself can not write has failed after so many. */
export const mostOwnFailures = 5;

/**
 * How long to wait after the n-th failed try, in milliseconds: 1 minute doubled each time up to 6 hours, give or take a
 * quarter, so that mails that failed together don't come back together. `chance` is from 0 to 1.
 */
export function backOffMs(try_count: number, chance: number): number {
  const whole = Math.min(6 * hour, minute * 2 ** (try_count - 1));
  return Math.round(whole * (0.75 + chance / 2));
}
