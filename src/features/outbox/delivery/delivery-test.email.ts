import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';

interface DeliveryTest {
  name: string;
  account_name: string;
}

/** A mail to whoever wants to see whether mail arrives, in his own letterbox. */
export const deliveryTestEmail = email<{ agent_id: number }, DeliveryTest>({
  name: 'outbox.delivery_test',
  load: (ctx, { agent_id }) =>
    inTransaction(ctx, async (ctx) => {
      const agent = await ctx.db.selectFrom('agent').select('name').where('id', '=', agent_id).executeTakeFirst();
      return agent ? { name: agent.name, account_name: (await findAccount(ctx)).name } : null;
    }),
  write: ({ name, account_name }, t) => ({
    subject: t('mail_check.emails.test.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('mail_check.emails.test.text', { account_name }) },
      { small: t('mail_check.emails.test.look') },
    ],
  }),
  example: (language) =>
    ({
      en: { name: 'Adam Admin', account_name: 'Acorn Support' },
      ko: { name: '이관리', account_name: '한빛 고객센터' },
    })[language],
});
