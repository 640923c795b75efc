import { recordChange } from '#features/change-log/record-change.ts';
import { joinCompanyOfDomain } from '#features/contacts/members/join-company-of-domain.ts';
import type { Context } from '#platform/context.ts';
import { wipeUnproved } from './proofs/wipe-unproved.ts';

/**
 * Lets a contact in for the first time who has proved an address by a mailed code or by a provider that vouches for it, in the running
 * transaction: without a password, and with nothing of what was there before the proof. He joins the company of the address's domain.
 */
export async function admitByProvider(
  ctx: Context,
  { contact_id, email }: { contact_id: number; email: string },
): Promise<void> {
  const { db, clock } = ctx;
  const now = clock.now();
  const proved = await db
    .updateTable('contact_email')
    .set({ state: 'verified', verified_at: now })
    .where('contact_id', '=', contact_id)
    .where('email', '=', email)
    .where('state', '=', 'unverified')
    .returning('email')
    .executeTakeFirst();
  if (proved) await wipeUnproved(ctx, { contact_id });
  await db
    .updateTable('contact')
    .set({ portal_access: 'active', activated_at: now })
    .where('id', '=', contact_id)
    .where('portal_access', '<>', 'active')
    .execute();
  await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'activated_by_provider' });
  await joinCompanyOfDomain(ctx, { contact_id, email });
}
