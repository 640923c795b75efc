import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { isBounceKey } from './bounce-key.ts';
import { noteBounce } from './note-bounce.ts';
import type { BounceNotice } from './read-bounce.ts';

/**
 * Notes what a notice says of a mail of this account. The return path counts only with the mark that we made; where it
 * carries another, the notice is forged and nothing is done, whatever else it quotes. Without one, a Message-ID that the
 * notice quotes says which mail it is: only who has had the mail knows it. Gives whether a mail was noted as bounced;
 * one that was noted before stays as it is. Asks no permission: the mail server calls it.
 */
export async function receiveBounce(ctx: Context, notice: BounceNotice): Promise<boolean> {
  if (notice.kind !== 'failed') return false;
  const { key, message_ids, reason, text } = notice;
  if (key ? !isBounceKey(ctx, key) : message_ids.length === 0) return false;
  return inTransaction(ctx, async (ctx) => {
    const mails = ctx.db
      .selectFrom('mail_message')
      .select(['id', 'kind', 'ids', 'contact_id', 'to_address'])
      .where('state', 'in', ['waiting', 'sending', 'sent'])
      .where('try_count', '>', 0)
      .forUpdate();
    const message = await (key
      ? mails.where('id', '=', key.mail_id)
      : mails.where('message_id', 'in', message_ids)
    ).executeTakeFirst();
    if (!message) return false;
    await noteBounce(ctx, message, { reason, text });
    return true;
  });
}
