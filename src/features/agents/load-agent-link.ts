import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { afterExample } from '#platform/email/example-moment.ts';
import type { Locale } from '#platform/i18n/messages.ts';

export interface AgentLinkFacts {
  name: string;
  account_name: string;
  url: string;
  expires_at: Date;
}

/** What a mail with an agent's link says, or null once the link is spent, replaced or too old to be worth a mail. */
export async function loadAgentLink(
  ctx: Context,
  agent_link_id: number,
  path: '/accept' | '/reset',
): Promise<AgentLinkFacts | null> {
  return inTransaction(ctx, async (ctx) => {
    const link = await ctx.db
      .selectFrom('agent_link')
      .innerJoin('agent', (join) =>
        join.onRef('agent.account_id', '=', 'agent_link.account_id').onRef('agent.id', '=', 'agent_link.agent_id'),
      )
      .select(['agent.name', 'purpose', 'expires_at'])
      .where('agent_link.id', '=', agent_link_id)
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .where('expires_at', '>', ctx.clock.now())
      .where('agent.deactivated_at', 'is', null)
      .executeTakeFirst();
    if (!link) return null;
    const account = await findAccount(ctx);
    const token = ctx.tokens.make({ purpose: link.purpose, id: agent_link_id, generation: 1 });
    const url = `${account.public_url}${path}/${token}`;
    return { name: link.name, account_name: account.name, url, expires_at: link.expires_at };
  });
}

/** Made-up facts to show and test these mails with. */
export function exampleAgentLink(language: Locale): AgentLinkFacts {
  const names = {
    en: { name: 'Ruth King', account_name: 'Acorn Support' },
    ko: { name: '김하늘', account_name: '한빛 고객센터' },
  };
  const url = `https://help.example.com/accept/${'x'.repeat(43)}`;
  return { ...names[language], url, expires_at: afterExample({ days: 7 }) };
}
