import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';

interface SignUpOfAgent {
  name: string;
  account_name: string;
  url: string;
}

/** For an agent whose address somebody has signed up with as a customer: no address is both. */
export const signUpOfAgentEmail = email<{ agent_id: number }, SignUpOfAgent>({
  name: 'invitations.sign_up_of_agent',
  load: (ctx, { agent_id }) =>
    inTransaction(ctx, async (ctx) => {
      const agent = await ctx.db.selectFrom('agent').select('name').where('id', '=', agent_id).executeTakeFirst();
      if (!agent) return null;
      const account = await findAccount(ctx);
      return { name: agent.name, account_name: account.name, url: portalLink(account, '/sign-in') };
    }),
  write: ({ name, account_name, url }, t) => ({
    subject: t('invitations.emails.sign_up_of_agent.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('invitations.emails.sign_up_of_agent.text', { account_name }) },
      { button: t('invitations.emails.sign_up_of_agent.button'), url },
      { small: t('invitations.emails.sign_up_of_agent.others') },
    ],
  }),
  example: (language) => ({
    ...{
      en: { name: 'Adam Acorn', account_name: 'Acorn Support' },
      ko: { name: '박상담', account_name: '한빛 고객센터' },
    }[language],
    url: 'https://help.example.com/sign-in',
  }),
});
