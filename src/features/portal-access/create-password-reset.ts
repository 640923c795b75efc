import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { createPasswordResets } from './create-password-resets.ts';
import type { Mailbox } from './find-mailbox.ts';

/** The same for one contact, whose row it locks: whoever asks at the same moment waits, so that one link is the newest. */
export async function createPasswordReset(ctx: Context, mailbox: Mailbox): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.selectFrom('contact').select('id').where('id', '=', mailbox.contact_id).forUpdate().execute();
    await createPasswordResets(ctx, [mailbox]);
  });
}
