import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { emailNamed } from '#platform/email/email.ts';
import { leaseMs, type MailMessage } from './mail-message.ts';

/**
 * Takes up to `limit` due mails for this worker, oldest first, begins what begins with them and commits that. A mail whose claim ran out comes back
 * once; the second time nobody can tell how many copies went out, and it has failed.
 */
export async function claimDueMail(ctx: Context, limit: number): Promise<MailMessage[]> {
  return inTransaction(ctx, async (ctx) => {
    const { db, clock, caller } = ctx;
    const now = clock.now();
    await db.client!.query(
      `update mail_message set state = 'failed', last_error = 'interrupted', lease_until = null
       where account_id = $1 and state = 'sending' and is_interrupted and lease_until < $2`,
      [caller.account_id, now],
    );
    const { rows } = await db.client!.query<MailMessage>(claim, [
      caller.account_id,
      now,
      new Date(now.getTime() + leaseMs),
      limit,
    ]);
    for (const [kind, mails] of Map.groupBy(rows, (mail) => mail.kind)) {
      const all = mails.map(({ ids }) => ids as Record<string, number>);
      await emailNamed(kind)?.start(ctx, all);
    }
    return rows.sort((a, b) => a.id - b.id);
  });
}

/** Materialized: as a plain subquery the limit would be taken anew for every row that is joined. */
const claim = `
  with due as materialized (
    select id from mail_message
    where account_id = $1 and state in ('waiting', 'sending') and send_after <= $2
      and (lease_until is null or lease_until < $2)
      and (contact_id is null or (select is_mail_to_customers_on from account where id = $1))
    order by send_after, id
    limit $4
    for update skip locked
  )
  update mail_message m set
    state = 'sending', lease_until = $3, try_count = m.try_count + 1, is_interrupted = m.state = 'sending'
  from due
  where m.account_id = $1 and m.id = due.id
  returning m.*`;
