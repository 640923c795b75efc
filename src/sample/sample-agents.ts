import { chooseAgentPassword } from '#features/agents/choose-agent-password.ts';
import { inviteAgent } from '#features/agents/invite-agent.ts';
import { listAgents } from '#features/agents/list-agents.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { rightsOfRole } from '#platform/rights.ts';
import type { SampleTime } from './sample-time.ts';

/** The password of everybody in the sample account, agents and customers. It is printed, and guards nothing real. */
export const samplePassword = 'otters sail by moonlight';

/** Who works in the sample account. The first one sets it up. */
export const sampleAgents = [
  { name: 'Hannah Reed', email: 'hannah@dalbit.example', role: 'admin', language: 'en' },
  { name: '윤서연', email: 'seoyeon@dalbit.example', role: 'admin', language: 'ko' },
  { name: '박도현', email: 'dohyun@dalbit.example', role: 'supervisor', language: 'ko' },
  { name: 'Grace Okoye', email: 'grace@dalbit.example', role: 'agent', language: 'en' },
] as const;

/** Invites the others and lets them accept. Gives what acts on each one's behalf need, in the order of `sampleAgents`. */
export async function inviteSampleAgents(time: SampleTime, maru: Context): Promise<Context[]> {
  for (const agent of sampleAgents.slice(1)) {
    time.pass({ minutes: 7 });
    const id = await inviteAgent(maru, agent);
    time.pass({ minutes: 40 });
    const token = await invitationToken(maru, id);
    const stranger: Context = { ...maru, caller: { ...maru.caller, kind: 'stranger', locale: agent.language } };
    await chooseAgentPassword(stranger, { purpose: 'agent_invitation', token, password: samplePassword });
  }
  const agents = await listAgents(maru);
  return sampleAgents.map(({ email, role }) => {
    const { id: agent_id, name, language: locale } = agents.find((agent) => agent.email === email)!;
    const { account_id } = maru.caller;
    return { ...maru, caller: { kind: 'agent', account_id, agent_id, name, role, rights: rightsOfRole(role), locale } };
  });
}

/** What the mailed link carries; the agent has only this one. */
async function invitationToken(ctx: Context, agent_id: number): Promise<string> {
  const { id } = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('agent_link').select('id').where('agent_id', '=', agent_id).executeTakeFirstOrThrow(),
  );
  return ctx.tokens.make({ purpose: 'agent_invitation', id, generation: 1 });
}
