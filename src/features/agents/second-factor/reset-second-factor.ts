import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure } from '#platform/failure.ts';
import { removeSecondFactor } from './remove-second-factor.ts';
import { secondFactorResetEmail } from './second-factor-reset.email.ts';

/**
 * Takes the codes of a colleague away who has lost his phone and his recovery codes: he signs in with his password alone, and
 * sets up a new app where the account asks for one. It stands in the log and he is told by mail. Nothing to do for who has none.
 */
export async function resetSecondFactor(ctx: Context, { agent_id }: { agent_id: number }): Promise<void> {
  allow(ctx, 'agents.edit');
  await inTransaction(ctx, async (ctx) => {
    const agent = await ctx.db
      .selectFrom('agent')
      .select(['email', 'language'])
      .where('id', '=', agent_id)
      .executeTakeFirst();
    if (!agent) throw new Failure('not_found', 'platform.not_found');
    if (!(await removeSecondFactor(ctx, { agent_id }))) return;
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'second_factor_reset' });
    await enqueueMail(ctx, secondFactorResetEmail, {
      to_address: agent.email,
      agent_id,
      language: agent.language,
      ids: { agent_id },
    });
  });
}
