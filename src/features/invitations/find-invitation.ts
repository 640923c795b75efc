import { allowLink, isAdmittable } from '#features/portal-access/link.ts';
import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/database/database.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';
import { expiryOf } from './invitation.ts';

export interface OpenInvitation {
  id: number;
  contact_id: number;
  name: string;
  /** The address that the link was mailed to and that it proves. */
  email: string;
  /** Null while its mail waits: its days have not begun. */
  expires_at: Date | null;
  opened_at: Date | null;
}

/**
 * Whom an activation link lets in. Spends nothing. Fails as expired, saying whether the link is unknown, spent, replaced,
 * withdrawn or too old; also where the contact is locked, deactivated or gone, or has another address by now. In a transaction the
 * link is held until its end: of two at once the second finds it spent.
 */
export async function findInvitation(ctx: Context, token: string): Promise<OpenInvitation> {
  return inTransaction(ctx, async ({ db, clock }) => {
    const found = await db
      .selectFrom('invitation')
      .innerJoin('contact', (join) =>
        join
          .onRef('contact.account_id', '=', 'invitation.account_id')
          .onRef('contact.id', '=', 'invitation.contact_id'),
      )
      .leftJoin('contact_email', (join) =>
        join
          .onRef('contact_email.account_id', '=', 'invitation.account_id')
          .onRef('contact_email.contact_id', '=', 'invitation.contact_id')
          .onRef('contact_email.email', '=', 'invitation.email'),
      )
      .leftJoin('mail_message', (join) =>
        join
          .onRef('mail_message.account_id', '=', 'invitation.account_id')
          .onRef('mail_message.id', '=', 'invitation.mail_message_id'),
      )
      .select(['invitation.id', 'invitation.contact_id', 'name', 'invitation.email', 'invitation.expires_at'])
      .select(['mail_message.state as mail_state'])
      .select(['opened_at', 'spent_at', 'replaced_at', 'cancelled_at', 'contact_email.state as email_state'])
      .select(['portal_access', 'deleted_at', 'deactivated_at', 'locked_by'])
      .where('token_hash', '=', hashToken(token))
      .forUpdate('invitation')
      .executeTakeFirst();
    if (!found) await refuseWithdrawn(db, token);
    const link = found && { ...found, expires_at: expiryOf(found, found.mail_state) };
    allowLink(link, clock.now());
    if (link.portal_access === 'active') throw new Failure('expired', 'portal_access.link_spent');
    const isHis = link.email_state !== null && link.email_state !== 'retired';
    if (!isHis || !isAdmittable(link)) throw new Failure('expired', 'portal_access.link_expired');
    return link;
  });
}

/** The contact is gone for good, and the link with him; that it was one is still known. */
async function refuseWithdrawn(db: Database, token: string): Promise<void> {
  const withdrawn = await db
    .selectFrom('withdrawn_link')
    .select('withdrawn_at')
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (withdrawn) throw new Failure('expired', 'portal_access.link_withdrawn');
}
