import type { Account } from '#features/accounts/account.ts';
import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { sendDueMailJob } from '#platform/email/enqueue-mail.ts';
import type { SendResult, SigningKey } from '#platform/email/mail.ts';
import { connectionsCount } from '#platform/email/smtp-mail.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import type { JobContext } from '#platform/queue/job.ts';
import { bounceKeyOf } from './bounces/bounce-key.ts';
import { guessBounceReason, isHard } from './bounces/bounce-reason.ts';
import { noteBounce } from './bounces/note-bounce.ts';
import { claimDueMail } from './claim-due-mail.ts';
import { composeMail } from './compose-mail.ts';
import { findSigningKey } from './delivery/find-signing-key.ts';
import { endMails } from './end-mails.ts';
import { backOffMs, type MailMessage, mostOwnFailures, mostTries } from './mail-message.ts';

/** Mails of one run: then it is the next account's turn, and this one's next job goes on. */
const mostPerRun = 500;
/** So many mails in a row that found no server end the run: the others would not find one either. */
const patience = 3;

/**
 * Sends what is due in one account's outbox, five mails at once. A claim is committed before the first byte goes out, so
 * two workers never send the same mail; what a killed one left is sent once more, with the same Message-ID. Does nothing
 * without a mail server. Mail to contacts waits while the account's switch is off.
 */
export async function sendDueMail(ctx: JobContext): Promise<void> {
  if (!ctx.mail.is_configured) return;
  const account = await findAccount(ctx);
  const signing_key = await findSigningKey(ctx);
  let sent_count = 0;
  let unreachable_count = 0;
  while (!ctx.stopping.aborted && unreachable_count < patience) {
    const claimed = await claimDueMail(ctx, connectionsCount * 4);
    if (claimed.length === 0) return;
    await inParallel(claimed, connectionsCount, async (message) => {
      if (ctx.stopping.aborted || unreachable_count >= patience) return release(ctx, message);
      const result = await sendOne(ctx, message, { account, signing_key });
      unreachable_count = result.outcome === 'unreachable' ? unreachable_count + 1 : 0;
      await settle(ctx, message, result);
    });
    sent_count += claimed.length;
    if (sent_count >= mostPerRun) return enqueue(ctx, sendDueMailJob, {});
  }
}

type Result = SendResult | { outcome: 'dropped' | 'unwritten'; reason: string };

async function sendOne(
  ctx: JobContext,
  message: MailMessage,
  { account, signing_key }: { account: Account; signing_key: SigningKey | null },
): Promise<Result> {
  if (message.useful_until && message.useful_until <= ctx.clock.now())
    return { outcome: 'dropped', reason: 'too_late' };
  try {
    const composed = await composeMail(ctx, account, message);
    if (!composed) return { outcome: 'dropped', reason: 'pointless' };
    return await ctx.mail.send({ ...composed, bounce_key: bounceKeyOf(ctx, message), signing_key });
  } catch (error) {
    ctx.log.error({ mail_id: message.id, kind: message.kind, err: error }, 'a mail could not be written');
    return { outcome: 'unwritten', reason: 'unwritten' };
  }
}

/** Notes how a try ended, unless another worker has claimed the mail meanwhile, and lets follow what does. */
async function settle(ctx: JobContext, message: MailMessage, result: Result): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const outcome = outcomeOf(message, result, ctx.clock.now());
    const { numUpdatedRows } = await ctx.db
      .updateTable('mail_message')
      .set({ lease_until: null, is_interrupted: false, ...outcome })
      .where('id', '=', message.id)
      .where('state', '=', 'sending')
      .where('try_count', '=', message.try_count)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    const bounced = bounceOf(result);
    if (bounced) return noteBounce(ctx, message, bounced);
    const { state } = outcome;
    if (state === 'sent' || state === 'failed' || state === 'dropped') await endMails(ctx, [message], state);
  });
}

/** A server that says after the message what others say before it, that there is no such mailbox, has sent it back too. */
function bounceOf(result: Result): Parameters<typeof noteBounce>[2] | null {
  if (result.outcome !== 'bounced' && result.outcome !== 'refused') return null;
  const reason = guessBounceReason({ text: result.reason });
  return result.outcome === 'bounced' || isHard(reason) ? { reason, text: result.reason } : null;
}

function outcomeOf({ try_count }: MailMessage, result: Result, now: Date): Partial<MailMessage> {
  if (result.outcome === 'sent') return { state: 'sent', sent_at: now, last_error: null };
  const { reason: last_error } = result;
  if (result.outcome === 'dropped') return { state: 'dropped', last_error };
  const isGivenUp = try_count >= (result.outcome === 'unwritten' ? mostOwnFailures : mostTries);
  if (result.outcome === 'refused' || result.outcome === 'bounced' || isGivenUp) return { state: 'failed', last_error };
  const send_after = new Date(now.getTime() + backOffMs(try_count, Math.random()));
  return { state: 'waiting', last_error, send_after };
}

/** Gives back a claimed mail that was not tried. */
async function release(ctx: JobContext, { id, try_count }: MailMessage): Promise<void> {
  await inTransaction(ctx, ({ db }) =>
    db
      .updateTable('mail_message')
      .set({ state: 'waiting', lease_until: null, try_count: try_count - 1, tried_at: null })
      .where('id', '=', id)
      .where('state', '=', 'sending')
      .where('try_count', '=', try_count)
      .execute(),
  );
}

async function inParallel<T>(all: T[], at_once: number, work: (one: T) => Promise<unknown>): Promise<void> {
  const rest = all.values();
  await Promise.all(
    Array.from({ length: at_once }, async () => {
      for (const one of rest) await work(one);
    }),
  );
}
