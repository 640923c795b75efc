import { chooseAgentPassword } from '#features/agents/choose-agent-password.ts';
import { inviteAgent } from '#features/agents/invite-agent.ts';
import type { AgentEntrance } from '#features/agents/second-factor/sign-in-steps.ts';
import type { NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { Role } from '#platform/rights.ts';

/** Makers of records through the real acts, for tests and the sample account. Each gives the id of what it made. */

/** What `makeAgent` gives an agent for a password. */
export const agentPassword = 'seven patient otters';

let made = 0;

/** An agent who has accepted his invitation. `admin` is the context of whoever invites him. */
export async function makeAgent(
  admin: Context,
  given: { name?: string; email?: string; role?: Role; language?: Locale } = {},
): Promise<number> {
  const number = ++made;
  const agent_id = await inviteAgent(admin, {
    name: `Agent ${number}`,
    email: `agent${number}@acorn.example`,
    role: 'agent',
    language: admin.caller.locale,
    ...given,
  });
  const stranger: Context = { ...admin, caller: { ...admin.caller, kind: 'stranger' } };
  const token = await agentLinkToken(stranger, agent_id);
  await chooseAgentPassword(stranger, { purpose: 'agent_invitation', token, password: agentPassword });
  return agent_id;
}

/** What the newest link of an agent carries, as the mail to him does. */
export async function agentLinkToken(
  ctx: Context,
  agent_id: number,
  purpose: 'agent_invitation' | 'agent_reset' = 'agent_invitation',
): Promise<string> {
  const { id } = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('agent_link')
      .select('id')
      .where('agent_id', '=', agent_id)
      .where('purpose', '=', purpose)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return ctx.tokens.make({ purpose, id, generation: 1 });
}

/** The session of an agent of whom no code is asked. */
export function sessionOf(entrance: AgentEntrance): NewSession {
  if ('step' in entrance) throw new Error('a code is still to come');
  return entrance.session;
}
