import { findAccount } from '#features/accounts/find-account.ts';
import { allow, type Context, isAllowed } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import { Failure } from '#platform/failure.ts';
import { composeMail } from './compose-mail.ts';
import type { MailMessage } from './mail-message.ts';

export interface MailView {
  message: MailMessage;
  /** As it would be sent now; null when it has become pointless, such as after its link was replaced. */
  written: OutgoingMail | null;
  /**
   * True where a mail server sends it, or the reader may not hand out such links: those shown then lead nowhere, so that
   * nobody signs in as somebody else, as an admin least of all.
   */
  are_links_hidden: boolean;
}

/** What a link shows where it must not work: 43 characters like a real one, none of which a token has. */
const hiddenToken = '·'.repeat(43);

/** One mail of the outbox, written as it would be sent now. Needs `mail.view`. */
export async function findMail(ctx: Context, id: number): Promise<MailView> {
  allow(ctx, 'mail.view');
  const message = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('mail_message').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  if (!message) throw new Failure('not_found', 'platform.not_found');
  const mayHandOut = isAllowed(ctx, message.agent_id === null ? 'invitations.copy_link' : 'agents.edit');
  const are_links_hidden = ctx.sends_mail || !mayHandOut;
  const reading = are_links_hidden ? { ...ctx, tokens: { make: () => hiddenToken } } : ctx;
  const written = await composeMail(reading, await findAccount(ctx), message);
  return { message, written, are_links_hidden };
}
