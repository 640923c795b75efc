import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure } from '#platform/failure.ts';
import { deliveryTestEmail } from './delivery-test.email.ts';

/** Sends a mail to the agent who asks, by the way that all mail takes. Gives where it goes. Needs `settings.edit`. */
export async function sendDeliveryTest(ctx: Context): Promise<{ to_address: string }> {
  allow(ctx, 'settings.edit');
  const { caller } = ctx;
  if (caller.kind !== 'agent') throw new Failure('forbidden', 'platform.forbidden');
  const { agent_id, locale: language } = caller;
  return inTransaction(ctx, async (ctx) => {
    const agents = ctx.db.selectFrom('agent').select('email').where('id', '=', agent_id);
    const { email: to_address } = await agents.executeTakeFirstOrThrow();
    await enqueueMail(ctx, deliveryTestEmail, { ids: { agent_id }, to_address, language, agent_id });
    return { to_address };
  });
}
