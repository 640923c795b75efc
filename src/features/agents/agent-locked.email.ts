import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { afterExample } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';

interface AgentLocked {
  name: string;
  account_name: string;
  locked_until: Date;
  url: string;
}

/** Tells an agent that too many guesses have locked him out, and the way round it; pointless once the lock is over. */
export const agentLockedEmail = email<{ agent_id: number }, AgentLocked>({
  name: 'agents.locked',
  load: (ctx, { agent_id }) =>
    inTransaction(ctx, async (ctx) => {
      const agent = await ctx.db
        .selectFrom('agent')
        .select(['name', 'locked_until'])
        .where('id', '=', agent_id)
        .where('deactivated_at', 'is', null)
        .where('locked_until', '>', ctx.clock.now())
        .executeTakeFirst();
      if (!agent?.locked_until) return null;
      const { name: account_name, public_url } = await findAccount(ctx);
      return { name: agent.name, account_name, locked_until: agent.locked_until, url: `${public_url}/forgotten` };
    }),
  write: ({ name, account_name, locked_until, url }, t) => ({
    subject: t('agents.emails.locked.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('agents.emails.locked.text', { account_name, locked_until }) },
      { paragraph: t('agents.emails.locked.way_round') },
      { button: t('agents.emails.locked.button'), url },
      { small: t('agents.emails.locked.others') },
    ],
  }),
  example: (language) => ({
    ...examples[language],
    locked_until: afterExample({ minutes: 30 }),
    url: 'https://help.example.com/forgotten',
  }),
});

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support' },
  ko: { name: '김하늘', account_name: '한빛 고객센터' },
};
