import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';
import { type AgentLinkFacts, exampleAgentLink, loadAgentLink } from './load-agent-link.ts';

/** The way back in for an agent who has forgotten his password. */
export const agentResetEmail = email<{ agent_link_id: number }, AgentLinkFacts>({
  name: 'agents.reset',
  load: (ctx, { agent_link_id }) => loadAgentLink(ctx, agent_link_id, '/reset'),
  write: ({ name, account_name, url, expires_at }, t) => ({
    subject: t('agents.emails.reset.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('agents.emails.reset.text', { account_name }) },
      { button: t('agents.emails.reset.button'), url },
      { small: t('agents.emails.reset.until', { expires_at }) },
    ],
  }),
  example: exampleAgentLink,
});
