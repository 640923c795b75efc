import { findAccount } from '#features/accounts/find-account.ts';
import { type AddedWayIn, findAddedWayIn } from '#features/sessions/find-added-way-in.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { exampleMoment } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';

interface AgentWayInAdded {
  name: string;
  account_name: string;
  /** The passkey's name, or the provider's. */
  way: string;
  is_passkey: boolean;
  added_at: Date;
  url: string;
}

/** Tells an agent that something new signs him in, in case it was not him who added it. */
export const agentWayInAddedEmail = email<{ agent_id: number } & AddedWayIn, AgentWayInAdded>({
  name: 'agents.way_in_added',
  load: (ctx, { agent_id, ...ids }) =>
    inTransaction(ctx, async (ctx) => {
      const agent = await ctx.db
        .selectFrom('agent')
        .select('name')
        .where('id', '=', agent_id)
        .where('deactivated_at', 'is', null)
        .executeTakeFirst();
      const added = await findAddedWayIn(ctx, ids);
      if (!agent || !added) return null;
      const { name: account_name, public_url } = await findAccount(ctx);
      return { name: agent.name, account_name, ...added, url: `${public_url}/profile/security` };
    }),
  write: ({ name, account_name, way, is_passkey, added_at, url }, t) => ({
    subject: t('agents.emails.way_in_added.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      {
        paragraph: is_passkey
          ? t('agents.emails.way_in_added.passkey', { account_name, way, added_at })
          : t('agents.emails.way_in_added.provider', { account_name, way, added_at }),
      },
      { button: t('agents.emails.way_in_added.button'), url },
      { small: t('agents.emails.way_in_added.others') },
    ],
  }),
  example: (language) => ({
    ...examples[language],
    is_passkey: false,
    added_at: exampleMoment,
    url: 'https://help.example.com/profile/security',
  }),
});

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support', way: 'Google' },
  ko: { name: '김하늘', account_name: '한빛 고객센터', way: 'Google' },
};
