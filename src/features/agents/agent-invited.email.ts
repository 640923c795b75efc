import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';
import { type AgentLinkFacts, exampleAgentLink, loadAgentLink } from './load-agent-link.ts';

/** “Come and work with us”: the link by which a new agent chooses his password. */
export const agentInvitedEmail = email<{ agent_link_id: number }, AgentLinkFacts>({
  name: 'agents.invited',
  load: (ctx, { agent_link_id }) => loadAgentLink(ctx, agent_link_id, '/accept'),
  write: ({ name, account_name, url, expires_at }, t) => ({
    subject: t('agents.emails.invited.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('agents.emails.invited.text', { account_name }) },
      { button: t('agents.emails.invited.button'), url },
      { small: t('agents.emails.invited.until', { expires_at }) },
    ],
  }),
  example: exampleAgentLink,
});
