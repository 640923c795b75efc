import { type InvitationState, invitationState } from '#features/invitations/invitation.ts';
import type { MailState } from '#features/outbox/mail-message.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { RowReason } from './acts/bulk-act.ts';

export interface ListedBulkActionRow {
  position: number;
  contact_id: number;
  /** Null where the contact is gone for good. */
  name: string | null;
  /** Null until it is the row's turn. */
  outcome: 'done' | 'skipped' | null;
  /** Why it was skipped. */
  reason: RowReason | null;
  /** Where the invitation went, or would go now; null without an address. */
  email: string | null;
  /** How far it has come. */
  invitation_state: InvitationState | null;
  /** Of an act that mails: where the mail to him is. */
  mail_state: MailState | null;
}

export interface BulkActionRowPage {
  rows: ListedBulkActionRow[];
  /** What to ask for next as `after`; null on the last page. */
  next: number | null;
}

const pageSize = 50;

/** What became of each contact of a bulk action, 50 a page; only done or skipped ones where asked. Needs `contacts.bulk`. */
export async function listBulkActionRows(
  ctx: Context,
  { id, outcome, after = 0 }: { id: number; outcome?: 'done' | 'skipped' | undefined; after?: number },
): Promise<BulkActionRowPage> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async ({ db, clock }) => {
    let query = db
      .selectFrom('bulk_action_row as row')
      .leftJoin('contact', (join) =>
        join.onRef('contact.account_id', '=', 'row.account_id').onRef('contact.id', '=', 'row.contact_id'),
      )
      .leftJoin('contact_email', (join) =>
        join
          .onRef('contact_email.account_id', '=', 'row.account_id')
          .onRef('contact_email.contact_id', '=', 'row.contact_id')
          .on('contact_email.is_primary', '=', true)
          .on('contact_email.state', '<>', 'retired'),
      )
      .leftJoin('invitation', (join) =>
        join
          .onRef('invitation.account_id', '=', 'row.account_id')
          .onRef('invitation.contact_id', '=', 'row.contact_id')
          .onRef('invitation.bulk_action_id', '=', 'row.bulk_action_id'),
      )
      .leftJoin('mail_message', (join) =>
        join
          .onRef('mail_message.account_id', '=', 'invitation.account_id')
          .onRef('mail_message.id', '=', 'invitation.mail_message_id'),
      )
      .leftJoin('mail_message as told', (join) =>
        join
          .onRef('told.account_id', '=', 'row.account_id')
          .onRef('told.contact_id', '=', 'row.contact_id')
          .onRef('told.bulk_action_id', '=', 'row.bulk_action_id'),
      )
      .select(['row.position', 'row.contact_id', 'row.outcome', 'row.reason', 'contact.name'])
      .select((fields) => fields.fn.coalesce('invitation.email', 'contact_email.email').as('email'))
      .select(['invitation.id as invitation_id', 'expires_at', 'opened_at', 'spent_at', 'replaced_at', 'cancelled_at'])
      .select(['mail_message.state as carrier_state', 'told.state as mail_state'])
      .where('row.bulk_action_id', '=', id)
      .where('row.position', '>', after)
      .orderBy('row.position')
      .limit(pageSize + 1);
    if (outcome) query = query.where('row.outcome', '=', outcome);
    const found = await query.execute();
    const now = clock.now();
    const rows = found.slice(0, pageSize).map(({ expires_at, carrier_state, invitation_id, ...row }) => ({
      position: row.position,
      contact_id: row.contact_id,
      name: row.name,
      outcome: row.outcome,
      reason: row.reason as RowReason | null,
      email: row.email,
      invitation_state:
        expires_at && invitation_id ? invitationState({ ...row, expires_at }, carrier_state, now) : null,
      mail_state: row.mail_state,
    }));
    return { rows, next: found.length > pageSize ? rows.at(-1)!.position : null };
  });
}
