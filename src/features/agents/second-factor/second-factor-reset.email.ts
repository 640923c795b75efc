import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';

interface SecondFactorReset {
  name: string;
  account_name: string;
  url: string;
}

/** Tells an agent that an admin has taken his codes away, in case he has not asked for it. */
export const secondFactorResetEmail = email<{ agent_id: number }, SecondFactorReset>({
  name: 'agents.second_factor_reset',
  load: (ctx, { agent_id }) =>
    inTransaction(ctx, async (ctx) => {
      const agent = await ctx.db
        .selectFrom('agent')
        .select('name')
        .where('id', '=', agent_id)
        .where('deactivated_at', 'is', null)
        .executeTakeFirst();
      if (!agent) return null;
      const { name: account_name, public_url } = await findAccount(ctx);
      return { name: agent.name, account_name, url: `${public_url}/profile/security` };
    }),
  write: ({ name, account_name, url }, t) => ({
    subject: t('second_factor.emails.reset.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('second_factor.emails.reset.text', { account_name }) },
      { button: t('second_factor.emails.reset.button'), url },
      { small: t('second_factor.emails.reset.others') },
    ],
  }),
  example: (language) => ({ ...examples[language], url: 'https://help.example.com/profile/security' }),
});

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support' },
  ko: { name: '김하늘', account_name: '한빛 고객센터' },
};
