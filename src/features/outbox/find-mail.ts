import type { Account } from '#features/accounts/account.ts';
import { findAccount } from '#features/accounts/find-account.ts';
import { allow, type Context, isAllowed } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import { Failure } from '#platform/failure.ts';
import { composeMail } from './compose-mail.ts';
import type { MailMessage } from './mail-message.ts';
import { mailsWithNames } from './mails-with-names.ts';

export interface MailView {
  message: MailMessage;
  /** Whom it is for; null where he is gone. */
  name: string | null;
  /** What a mail that waits waits for; null for any other. */
  waits_for: 'server' | 'switch' | 'turn' | null;
  /** As it would be sent now; null when it has become pointless, such as after its link was replaced. */
  written: OutgoingMail | null;
  /**
   * True where a mail server sends it, or the reader may not hand out such links: those shown then lead nowhere, so that
   * nobody signs in as somebody else, as an admin least of all.
   */
  are_links_hidden: boolean;
}

/** What a link shows where it must not work: no token has such characters, and a URL leaves them as they are. */
const hiddenToken = '*'.repeat(12);

/** One mail of the outbox, written as it would be sent now. Needs `mail.view`. */
export async function findMail(ctx: Context, id: number): Promise<MailView> {
  allow(ctx, 'mail.view');
  const found = await inTransaction(ctx, ({ db }) =>
    mailsWithNames(db).where('mail_message.id', '=', id).executeTakeFirst(),
  );
  if (!found) throw new Failure('not_found', 'platform.not_found');
  const { name, ...message } = found;
  const account = await findAccount(ctx);
  const mayHandOut = isAllowed(ctx, message.agent_id === null ? 'invitations.copy_link' : 'agents.edit');
  const are_links_hidden = ctx.sends_mail || !mayHandOut;
  const reading = are_links_hidden ? { ...ctx, tokens: { ...ctx.tokens, make: () => hiddenToken } } : ctx;
  const written = await composeMail(reading, account, message);
  return { message, name, waits_for: waitsFor(ctx, account, message), written, are_links_hidden };
}

function waitsFor(
  { sends_mail }: Context,
  { is_mail_to_customers_on }: Account,
  { state, agent_id }: MailMessage,
): MailView['waits_for'] {
  if (state !== 'waiting') return null;
  if (!sends_mail) return 'server';
  return agent_id === null && !is_mail_to_customers_on ? 'switch' : 'turn';
}
