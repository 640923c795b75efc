import type { Context } from '#platform/context.ts';

/**
 * How much mail to many waits in the running transaction, that of paused sendings apart. With `bulk_action_id` only what goes
 * out before that one's last mail, and that itself.
 */
export async function countPacedMail(
  { db, caller }: Context,
  { bulk_action_id }: { bulk_action_id?: number } = {},
): Promise<number> {
  const values = [caller.account_id, ...(bulk_action_id === undefined ? [] : [bulk_action_id])];
  const { rows } = await db.client!.query<{ count: number }>(
    `select count(*) as count from mail_message m
     where account_id = $1 and state in ('waiting', 'sending') and is_paced
       and (bulk_action_id is null or bulk_action_id ${bulk_action_id === undefined ? '' : 'is not distinct from $2 or bulk_action_id '}<> all (
         array(select id from bulk_action where account_id = $1 and mail_paused_at is not null)))
       ${bulk_action_id === undefined ? '' : `and id <= (select max(id) from mail_message where account_id = $1 and bulk_action_id = $2)`}`,
    values,
  );
  return rows[0]!.count;
}
