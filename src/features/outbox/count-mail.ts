import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MailState, mailStates } from './mail-message.ts';

export interface MailCounts {
  /** How many mails are in each state. */
  of_state: Record<MailState, number>;
  /** Of the waiting ones, those to contacts: what goes out once mail to customers is switched on. */
  waiting_for_contacts: number;
}

/** How many mails the outbox holds by state. Needs `mail.view`. */
export async function countMail(ctx: Context): Promise<MailCounts> {
  allow(ctx, 'mail.view');
  return inTransaction(ctx, async ({ db }) => {
    const rows = await db
      .selectFrom('mail_message')
      .select(['state', (row) => row('agent_id', 'is', null).as('is_to_contact')])
      .select((row) => row.fn.countAll<number>().as('count'))
      .groupBy(['state', 'is_to_contact'])
      .execute();
    const of_state = Object.fromEntries(mailStates.map((state) => [state, 0])) as Record<MailState, number>;
    for (const { state, count } of rows) of_state[state] += Number(count);
    const waiting = rows.find((row) => row.state === 'waiting' && row.is_to_contact);
    return { of_state, waiting_for_contacts: Number(waiting?.count ?? 0) };
  });
}
