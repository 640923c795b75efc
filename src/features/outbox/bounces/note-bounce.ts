import { recordChange } from '#features/change-log/record-change.ts';
import { endMails } from '#features/outbox/end-mails.ts';
import type { MailMessage } from '#features/outbox/mail-message.ts';
import type { Context } from '#platform/context.ts';
import { type BounceReason, isHard } from './bounce-reason.ts';

/** Why a mail came back. */
export interface Bounce {
  reason: BounceReason;
  /** What the server wrote, on one line. */
  text: string;
}

/**
 * Notes in the running transaction that a mail did not arrive: on the mail, on the contact's address it went to, in the
 * change log, and whatever follows for its kind. Asks no permission: the mail server or a notice has said so.
 */
export async function noteBounce(
  ctx: Context,
  message: Pick<MailMessage, 'id' | 'kind' | 'ids' | 'contact_id' | 'to_address'>,
  { reason, text }: Bounce,
): Promise<void> {
  const { db, clock } = ctx;
  const now = clock.now();
  await db
    .updateTable('mail_message')
    .set({ state: 'bounced', bounced_at: now, bounce_reason: reason, last_error: text, lease_until: null })
    .where('id', '=', message.id)
    .execute();
  await endMails(ctx, [message], 'bounced');
  const { contact_id, to_address } = message;
  if (contact_id === null) return;
  const { numUpdatedRows } = await db
    .updateTable('contact_email')
    .set({ bounce: isHard(reason) ? 'hard' : 'soft', bounce_reason: reason, bounced_at: now })
    .where('contact_id', '=', contact_id)
    .where('email', '=', to_address)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'mail_bounced' });
}
