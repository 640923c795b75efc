import type { Context } from '#platform/context.ts';
import { emailNamed, type MailFate } from '#platform/email/email.ts';
import type { MailMessage } from './mail-message.ts';

/** Lets each kind of mail do what follows from how these ended, in the running transaction that notes it. */
export async function endMails(
  ctx: Context,
  mails: readonly Pick<MailMessage, 'kind' | 'ids'>[],
  state: MailFate['state'],
): Promise<void> {
  const at = ctx.clock.now();
  for (const [kind, some] of Map.groupBy(mails, (mail) => mail.kind)) {
    const all = some.map(({ ids }) => ids as Record<string, number>);
    await emailNamed(kind)?.end(ctx, all, { state, at });
  }
}
