import { randomUUID } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import type { Email, MailIds } from './email.ts';

/** The job that sends what is due in one account's outbox. */
export const sendDueMailJob = 'outbox.send_due_mail';

/** Who gets a mail, in which language and when. */
export interface Recipient {
  to_address: string;
  language: Locale;
  /**
   * Whose mail it is: one of the two, or neither for somebody who is no contact yet. Mail to agents never waits for the
   * account's switch, all other mail does.
   */
  contact_id?: number;
  agent_id?: number;
  /** Not before this. */
  send_after?: Date;
  /** Of no use after this (its link is dead): dropped, not sent stale. */
  useful_until?: Date;
  bulk_action_id?: number;
  /** Goes out at the account's pace and in its hours; what is part of a bulk action always does. */
  is_paced?: boolean;
}

/**
 * Puts a mail into the outbox in the running transaction, so that it goes out exactly if the act's changes are kept. Only
 * its ids are stored; its text is written when it is sent. Gives the id of the outbox row.
 */
export async function enqueueMail<I extends MailIds>(
  ctx: Context,
  kind: Email<I>,
  { ids, ...recipient }: Recipient & { ids: I },
): Promise<number> {
  const [id] = await enqueueMails(ctx, kind, [{ ids, ...recipient }]);
  return id!;
}

/** Many mails of one kind by one statement; the ids of their rows in the order of `mails`. */
export async function enqueueMails<I extends MailIds>(
  ctx: Context,
  kind: Email<I>,
  mails: (Recipient & { ids: I })[],
): Promise<number[]> {
  if (mails.length === 0) return [];
  return inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const rows = mails.map((mail) => ({
      ...mail,
      key: randomUUID(),
      send_after: mail.send_after ?? now,
      is_paced: mail.is_paced ?? mail.bulk_action_id !== undefined,
    }));
    const { rows: inserted } = await ctx.db.client!.query<{ id: number }>(insertMails, [
      ctx.caller.account_id,
      kind.name,
      JSON.stringify(rows),
      now,
    ]);
    const first = Math.min(...rows.map((row) => row.send_after.getTime()));
    await enqueue(ctx, sendDueMailJob, {}, { after: new Date(first) });
    return inserted.map((row) => row.id).sort((a, b) => a - b);
  });
}

/**
 * The Message-ID is fixed here, so that every try carries the same one (RFC 5322 §3.6.4). Ids grow with the order of the list.
 * A kind that the account has switched off is written down and never sent.
 */
const insertMails = `
  insert into mail_message (account_id, kind, ids, contact_id, agent_id, to_address, language, message_id, bulk_action_id,
    is_paced, send_after, useful_until, created_at, state, last_error)
  select $1, $2, mail.ids, mail.contact_id, mail.agent_id, mail.to_address, mail.language,
    '<' || mail.key || '@' || coalesce(
      (select split_part(host, ':', 1) from account_host where account_id = $1 order by created_at, host limit 1),
      'maru.invalid') || '>',
    mail.bulk_action_id, mail.is_paced, mail.send_after, mail.useful_until, $4,
    case when off.is_off then 'dropped' else 'waiting' end, case when off.is_off then 'switched_off' end
  from rows from (jsonb_to_recordset($3::jsonb) as (key text, ids jsonb, contact_id bigint, agent_id bigint,
    to_address text, language text, bulk_action_id bigint, is_paced boolean, send_after timestamptz,
    useful_until timestamptz))
    with ordinality as mail,
    (select exists (select from switched_off_mail where account_id = $1 and kind = $2) as is_off) off
  order by mail.ordinality
  returning id`;
