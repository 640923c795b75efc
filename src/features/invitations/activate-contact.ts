import { recordChange } from '#features/change-log/record-change.ts';
import { joinCompanyOfDomain } from '#features/contacts/members/join-company-of-domain.ts';
import { clearBounce } from '#features/outbox/bounces/clear-bounce.ts';
import { keepPassword } from '#features/portal-access/keep-password.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { deleteWaysIn } from './delete-ways-in.ts';

interface Admitted {
  contact_id: number;
  /** The address that he has proved to be his. */
  email: string;
  password_hash: string;
  /** What his change log says of it. */
  act: 'activated' | 'signed_up' | 'sign_up_approved';
}

/**
 * Lets a contact in for the first time: he has the password he chose, the address he has proved is verified, and without a
 * company he joins that of its domain. Part of the acts that let him in; whoever had a session, a link, a passkey or a provider as
 * him has none any more.
 */
export async function activateContact(
  ctx: Context,
  { contact_id, email, password_hash, act }: Admitted,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    await keepPassword(ctx, { contact_id, password_hash });
    await deleteWaysIn(ctx, { contact_id });
    // The link came by mail.
    await clearBounce(ctx, { contact_id, email });
    await ctx.db
      .updateTable('contact')
      .set({ portal_access: 'active', activated_at: now })
      .where('id', '=', contact_id)
      .execute();
    await ctx.db
      .updateTable('contact_email')
      .set({ state: 'verified', verified_at: now })
      .where('contact_id', '=', contact_id)
      .where('email', '=', email)
      .where('state', '=', 'unverified')
      .execute();
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act });
    await joinCompanyOfDomain(ctx, { contact_id, email });
  });
}
