import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { agentLockedEmail } from './agent-locked.email.ts';

/**
 * Tells an agent by one mail that wrong passwords have just locked him out, and notes it among his changes. Part of signing
 * in, for the guess that reached the limit; nothing to do where the lock is gone by then. His sessions go on.
 */
export async function sendLockNotice(ctx: Context, { agent_id }: { agent_id: number }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const agent = await ctx.db
      .selectFrom('agent')
      .select(['email', 'language', 'locked_until'])
      .where('id', '=', agent_id)
      .where('locked_until', '>', ctx.clock.now())
      .executeTakeFirst();
    if (!agent?.locked_until) return;
    await recordChange(ctx, { record: 'agent', record_id: agent_id, act: 'locked_by_failures' });
    await enqueueMail(ctx, agentLockedEmail, {
      ids: { agent_id },
      to_address: agent.email,
      language: agent.language,
      agent_id,
      useful_until: agent.locked_until,
    });
  });
}
