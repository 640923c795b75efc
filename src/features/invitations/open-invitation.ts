import { clearBounce } from '#features/outbox/bounces/clear-bounce.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { findInvitation, type OpenInvitation } from './find-invitation.ts';

/**
 * Shows what an activation link is for and notes that it was opened, by a person or by a mail scanner; it works as
 * before. Fails as expired for a link that does not.
 */
export async function openInvitation(ctx: Context, token: string): Promise<OpenInvitation> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  return inTransaction(ctx, async (ctx) => {
    const link = await findInvitation(ctx, token);
    if (!link.opened_at) {
      const opened = { opened_at: ctx.clock.now() };
      await ctx.db.updateTable('invitation').set(opened).where('id', '=', link.id).execute();
      await clearBounce(ctx, link);
    }
    return link;
  });
}
