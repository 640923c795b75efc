import { beginSession } from '#features/portal-access/begin-session.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import type { NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { findSignInLink } from './find-sign-in-link.ts';

/**
 * Spends a mailed link and signs its contact in, whoever was signed in here before. A lock by failed passwords does not stand in
 * his way, for he has given none, and stays for those who guess (A07). A dead link fails as expired.
 */
export async function acceptSignInLink(
  ctx: Context,
  { token, is_remembered }: { token: string; is_remembered: boolean },
): Promise<NewSession> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  return inTransaction(ctx, async (ctx) => {
    const { id, contact_id } = await findSignInLink(ctx, token);
    const spent = { spent_at: ctx.clock.now() };
    await ctx.db.updateTable('sign_in_link').set(spent).where('id', '=', id).execute();
    return beginSession(ctx, { contact_id, is_remembered });
  });
}
