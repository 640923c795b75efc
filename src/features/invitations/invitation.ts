import type { Selectable } from 'kysely';
import type { Account } from '#features/accounts/account.ts';
import type { MailState } from '#features/outbox/mail-message.ts';
import type { InvitationRow } from '#platform/database/tables.generated.ts';

/** Why somebody is left out of an invitation, as bulk results and previews name it. */
export const skipReasons = ['gone', 'blocked', 'deactivated', 'locked', 'verified', 'no_address'] as const;
export type SkipReason = (typeof skipReasons)[number];

/**
 * The reason as SQL over `c` (contact, outer joined) and `e` (its primary address that is not retired, outer joined);
 * null for those who can be invited. The preview and the invitation itself ask the same.
 */
export const skipReasonSql = `case
  when c.id is null or c.deleted_at is not null then 'gone'
  when c.blocked_at is not null then 'blocked'
  when c.deactivated_at is not null then 'deactivated'
  when c.locked_by in ('agent', 'contact_admin') then 'locked'
  when c.portal_access = 'active' then 'verified'
  when e.email is null then 'no_address'
end`;

/** How far an invitation has come. Only `activated` is sure of a person: a mail scanner may have opened the link. */
export const invitationStates = [
  'queued',
  'sent',
  'bounced',
  'link_copied',
  'link_opened',
  'activated',
  'expired',
  'replaced',
  'cancelled',
] as const;
export type InvitationState = (typeof invitationStates)[number];

type InvitationTimes = Pick<
  Selectable<InvitationRow>,
  'expires_at' | 'opened_at' | 'spent_at' | 'replaced_at' | 'cancelled_at'
>;

/** When a link ends whose days begin at `start`. */
export function expiryFrom(start: Date, { invitation_days }: Pick<Account, 'invitation_days'>): Date {
  return new Date(start.getTime() + invitation_days * 24 * 3_600_000);
}

/**
 * When a link ends, with the state of the mail that carries it (null for a copied one). Null while that mail waits: the
 * link's days begin when it goes out, so that nobody is told of a link that is dead by then.
 */
export function expiryOf(
  { expires_at }: Pick<InvitationTimes, 'expires_at'>,
  mail_state: MailState | null,
): Date | null {
  return mail_state === 'waiting' ? null : expires_at;
}

/** The state of a link, with the state of the mail that carries it (null for a copied one). */
export function invitationState(link: InvitationTimes, mail_state: MailState | null, now: Date): InvitationState {
  const expires_at = expiryOf(link, mail_state);
  if (link.spent_at) return 'activated';
  if (link.replaced_at) return 'replaced';
  if (link.cancelled_at || mail_state === 'cancelled') return 'cancelled';
  if (!link.opened_at && (mail_state === 'failed' || mail_state === 'bounced')) return 'bounced';
  if ((expires_at && expires_at <= now) || mail_state === 'dropped') return 'expired';
  if (link.opened_at) return 'link_opened';
  if (mail_state === null) return 'link_copied';
  return mail_state === 'sent' ? 'sent' : 'queued';
}
