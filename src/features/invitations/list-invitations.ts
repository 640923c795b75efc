import type { Context } from '#platform/context.ts';
import { allow } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type BoardState, isInState } from './board-state.ts';
import { expiryOf, type InvitationState, invitationState } from './invitation.ts';

export interface ListedInvitation {
  id: number;
  contact_id: number;
  contact_name: string;
  email: string;
  state: InvitationState;
  /** Why the mail did not arrive, in one of Maru's words. */
  bounce_reason: string | null;
  /** What the mail server said when the mail came back. */
  last_error: string | null;
  /** The how-manyeth reminder it is; 0 for an invitation. */
  reminder_number: number;
  created_at: Date;
  /** When the mail server took its mail. */
  accepted_at: Date | null;
  bounced_at: Date | null;
  /** Null while its mail waits: its days have not begun. */
  expires_at: Date | null;
  opened_at: Date | null;
  spent_at: Date | null;
  /** The mail that carries it; null for a copied link. */
  mail_message_id: number | null;
  bulk_action_id: number | null;
}

export interface InvitationPage {
  invitations: ListedInvitation[];
  /** What to ask for next as `after`; null on the last page. */
  next: number | null;
}

export interface InvitationFilter {
  /** All links of one contact, replaced ones too. */
  contact_id?: number;
  state?: BoardState;
  bulk_action_id?: number;
  /** The id of the last one of the page before. */
  after?: number;
}

const pageSize = 50;

/**
 * The newest link of each contact, newest first, 50 a page; of one contact all his links where `contact_id` is given.
 * Needs `contacts.view`.
 */
export async function listInvitations(
  ctx: Context,
  { contact_id, state, bulk_action_id, after }: InvitationFilter = {},
): Promise<InvitationPage> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async ({ db, clock }) => {
    const now = clock.now();
    let query = db
      .selectFrom('invitation')
      .innerJoin('contact', (join) =>
        join
          .onRef('contact.account_id', '=', 'invitation.account_id')
          .onRef('contact.id', '=', 'invitation.contact_id'),
      )
      .leftJoin('mail_message', (join) =>
        join
          .onRef('mail_message.account_id', '=', 'invitation.account_id')
          .onRef('mail_message.id', '=', 'invitation.mail_message_id'),
      )
      .select(['invitation.id', 'invitation.contact_id', 'contact.name as contact_name', 'email'])
      .select(['invitation.created_at', 'accepted_at', 'invitation.bounced_at', 'expires_at', 'opened_at', 'spent_at'])
      .select(['replaced_at', 'cancelled_at', 'reminder_number', 'mail_message_id', 'invitation.bulk_action_id'])
      .select(['mail_message.state as mail_state', 'bounce_reason', 'last_error'])
      .orderBy('invitation.id', 'desc')
      .limit(pageSize + 1);
    query = contact_id
      ? query.where('invitation.contact_id', '=', contact_id)
      : query.where('replaced_at', 'is', null).where('contact.deleted_at', 'is', null);
    if (state) query = query.where(isInState(state, now));
    if (bulk_action_id) query = query.where('invitation.bulk_action_id', '=', bulk_action_id);
    if (after) query = query.where('invitation.id', '<', after);
    const rows = await query.execute();
    const invitations = rows.slice(0, pageSize).map(({ mail_state, replaced_at, cancelled_at, ...row }) => ({
      ...row,
      expires_at: expiryOf(row, mail_state),
      state: invitationState({ ...row, replaced_at, cancelled_at }, mail_state, now),
    }));
    return { invitations, next: rows.length > pageSize ? invitations.at(-1)!.id : null };
  });
}
