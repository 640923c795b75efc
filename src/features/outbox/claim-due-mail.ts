import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { emailNamed } from '#platform/email/email.ts';
import { endMails } from './end-mails.ts';
import { leaseMs, type MailMessage } from './mail-message.ts';
import { countAllowedMail } from './pace/count-allowed-mail.ts';

/**
 * Takes up to `limit` due mails for this worker, oldest first, begins what begins with them and commits that. Mail to
 * many comes after all other, in the account's hours, no more of it than its pace allows, and none of a sending that is
 * paused. A mail whose claim ran out comes back once; the second time nobody can tell how many copies went out, and it
 * has failed.
 */
export async function claimDueMail(ctx: Context, limit: number): Promise<MailMessage[]> {
  return inTransaction(ctx, async (ctx) => {
    const single = await claim(ctx, 'not is_paced', limit);
    const room = limit - single.length;
    const rest = room > 0 ? Math.min(room, await countAllowedMail(ctx)) : 0;
    const claimed = rest > 0 ? [...single, ...(await claim(ctx, 'is_paced', rest))] : single;
    for (const [kind, mails] of Map.groupBy(claimed, (mail) => mail.kind)) {
      const all = mails.map(({ ids }) => ids as Record<string, number>);
      await emailNamed(kind)?.start(ctx, all);
    }
    return claimed;
  });
}

async function claim(ctx: Context, which: 'is_paced' | 'not is_paced', limit: number): Promise<MailMessage[]> {
  const { db, clock, caller } = ctx;
  const now = clock.now();
  const { rows: interrupted } = await db.client!.query<MailMessage>(
    `update mail_message set state = 'failed', last_error = 'interrupted', lease_until = null
     where account_id = $1 and state = 'sending' and ${which} and is_interrupted and lease_until < $2
     returning *`,
    [caller.account_id, now],
  );
  await endMails(ctx, interrupted, 'failed');
  const lease_until = new Date(now.getTime() + leaseMs);
  const values = [caller.account_id, now, lease_until, limit];
  const { rows } = await db.client!.query<MailMessage>(claimOf(which), values);
  return rows.sort((a, b) => a.id - b.id);
}

/**
 * Written out for each kind, since each has an index of its own. Materialized: as a plain subquery the limit would be
 * taken anew for every row that is joined.
 */
function claimOf(which: 'is_paced' | 'not is_paced'): string {
  return `
  with due as materialized (
    select id from mail_message
    where account_id = $1 and state in ('waiting', 'sending') and ${which} and send_after <= $2
      and (lease_until is null or lease_until < $2)
      and (agent_id is not null or (select is_mail_to_customers_on from account where id = $1))
      ${which === 'is_paced' ? `and (bulk_action_id is null or bulk_action_id <> all (${pausedActions}))` : ''}
    order by send_after, id
    limit $4
    for update skip locked
  )
  update mail_message m set
    state = 'sending', lease_until = $3, try_count = m.try_count + 1, tried_at = $2, is_interrupted = m.state = 'sending'
  from due
  where m.account_id = $1 and m.id = due.id
  returning m.*`;
}

const pausedActions = `array(select id from bulk_action where account_id = $1 and mail_paused_at is not null)`;
