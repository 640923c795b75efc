import type { Context } from '#platform/context.ts';
import { allow } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { expiryOf, type InvitationState, invitationState } from './invitation.ts';

export interface ListedInvitation {
  id: number;
  contact_id: number;
  contact_name: string;
  email: string;
  state: InvitationState;
  /** What the mail server said when the mail came back. */
  last_error: string | null;
  created_at: Date;
  /** Null while its mail waits: its days have not begun. */
  expires_at: Date | null;
  opened_at: Date | null;
  spent_at: Date | null;
  bulk_action_id: number | null;
}

export interface InvitationPage {
  invitations: ListedInvitation[];
  /** What to ask for next as `after`; null on the last page. */
  next: number | null;
}

const pageSize = 50;

/**
 * The newest link of each contact, newest first, 50 a page; of one contact all his links where `contact_id` is given.
 * Needs `contacts.view`.
 */
export async function listInvitations(
  ctx: Context,
  { contact_id, after }: { contact_id?: number; after?: number } = {},
): Promise<InvitationPage> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async ({ db, clock }) => {
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
      .select(['invitation.created_at', 'expires_at', 'opened_at', 'spent_at', 'replaced_at', 'cancelled_at'])
      .select(['invitation.bulk_action_id', 'mail_message.state as mail_state', 'last_error'])
      .orderBy('invitation.id', 'desc')
      .limit(pageSize + 1);
    query = contact_id
      ? query.where('invitation.contact_id', '=', contact_id)
      : query.where('replaced_at', 'is', null).where('contact.deleted_at', 'is', null);
    if (after) query = query.where('invitation.id', '<', after);
    const rows = await query.execute();
    const now = clock.now();
    const invitations = rows.slice(0, pageSize).map(({ mail_state, replaced_at, cancelled_at, ...row }) => ({
      ...row,
      expires_at: expiryOf(row, mail_state),
      state: invitationState({ ...row, replaced_at, cancelled_at }, mail_state, now),
    }));
    return { invitations, next: rows.length > pageSize ? invitations.at(-1)!.id : null };
  });
}
