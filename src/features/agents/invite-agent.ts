import type { Insertable } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import type { AgentRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readAgentFields } from './agent.ts';
import { agentInvitedEmail } from './agent-invited.email.ts';
import { sendAgentLink } from './send-agent-link.ts';

/**
 * Adds a colleague with name, email, role and language and mails him the link to choose his password. Fails as invalid
 * with every bad field, and as conflict where an agent has the address, deactivated ones included. Gives his id.
 */
export async function inviteAgent(ctx: Context, given: Readonly<Record<string, RawValue>>): Promise<number> {
  allow(ctx, 'agents.edit');
  const { values, problems } = readAgentFields(['name', 'email', 'role', 'language'], given, { is_new: true });
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  return inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const invited = {
      ...values,
      account_id: ctx.caller.account_id,
      invited_at: now,
      created_at: now,
      updated_at: now,
    };
    const agent = await ctx.db
      .insertInto('agent')
      .values(invited as Insertable<AgentRow>)
      .returning(['id', 'email', 'language'])
      .executeTakeFirstOrThrow()
      .catch(conflict('agent_email', 'agents.address_taken', 'email'));
    await sendAgentLink(ctx, agentInvitedEmail, { purpose: 'agent_invitation', agent });
    await recordChange(ctx, { record: 'agent', record_id: agent.id, act: 'invited' });
    return agent.id;
  });
}
