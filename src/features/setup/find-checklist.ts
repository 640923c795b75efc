import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Step } from './step.ts';

/** Which of the steps are done, as the records themselves say. */
export async function findChecklist(ctx: Context): Promise<Record<Step, boolean>> {
  allow(ctx, 'contacts.view');
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<Record<Exclude<Step, 'mail_server'>, boolean>>`
      select
        exists (select from contact where deleted_at is null) as import,
        exists (select from account_host) as address,
        -- Where none has gone out yet there are not many to look through.
        exists (select from mail_message where state = 'sent') as mail_test,
        (select privacy_policy_url is not null from account) as policy,
        (select is_mail_to_customers_on from account) as mail_on,
        exists (select from contact where deleted_at is null and portal_access = 'invited')
          or exists (select from contact where deleted_at is null and portal_access = 'active') as invite,
        (select count(*) > 1 from (select from agent limit 2) found) as colleagues`.execute(db),
  );
  return { ...rows[0]!, mail_server: ctx.sends_mail };
}
