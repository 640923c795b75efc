import { recordChange } from '#features/change-log/record-change.ts';
import { changeAddresses } from '#features/contacts/addresses/change-addresses.ts';
import { joinCompanyOfDomain } from '#features/contacts/members/join-company-of-domain.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { liftTombstones } from '#features/contacts/tombstones/lift-tombstones.ts';
import { findMailbox } from '#features/portal-access/find-mailbox.ts';
import { findVerifiedMailbox } from '#features/portal-access/find-verified-mailbox.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import { revokePasswordReset } from '#features/portal-access/revoke-password-reset.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure } from '#platform/failure.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { hashToken } from '#platform/tokens.ts';
import { addressChangedEmail } from './address-changed.email.ts';
import { undoDays } from './email-change.ts';
import { findEmailChange } from './find-email-change.ts';
import { lockAddresses } from './lock-addresses.ts';

/**
 * Spends the link that was mailed to a customer's new address: it is verified and the primary one, the former stays beside
 * it, and is told, with a link that takes the change back (B07). Where it was his primary one already it is verified by it,
 * and who has come in by a temporary password has portal access from then on. A dead link fails as expired, an address that is
 * somebody else's by now as conflict.
 */
export async function acceptEmailChange(
  ctx: Context,
  { token }: { token: string },
): Promise<{ email: string; was_his: boolean }> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  const { contact_id } = await findEmailChange(ctx, token);
  return inTransaction(ctx, async (ctx) => {
    const addresses = await lockAddresses(ctx, contact_id);
    const { id, email } = await findEmailChange(ctx, token);
    if (addresses.email === email) {
      await proveAddress(ctx, { id, contact_id, email });
      return { email, was_his: true };
    }
    const told = (await findVerifiedMailbox(ctx, contact_id)) ?? (await findMailbox(ctx, contact_id));
    const own = await ctx.db
      .selectFrom('contact_email')
      .select(['state', 'verified_at'])
      .where('contact_id', '=', contact_id)
      .where('email', '=', email)
      .executeTakeFirst();
    // He has shown that the mailbox is his, also where somebody was deleted for ever who had it.
    await liftTombstones(ctx, [{ kind: 'email', value: email }], null);
    const changes = await changeAddresses(ctx, addresses, { email, former: 'keep' }).catch(unusable);
    const now = ctx.clock.now();
    await ctx.db
      .updateTable('contact_email')
      .set({ state: 'verified', verified_at: now })
      .where('contact_id', '=', contact_id)
      .where('email', '=', email)
      .where('state', '<>', 'verified')
      .execute();
    await revokePasswordReset(ctx, { contact_id });
    const undo_until = new Date(now.getTime() + undoDays * 24 * 3_600_000);
    await ctx.db
      .updateTable('email_change')
      .set({
        spent_at: now,
        former_email: addresses.email,
        was_his: own !== undefined,
        state_before: own?.state ?? null,
        verified_at_before: own?.verified_at ?? null,
        undo_token_hash: hashToken(ctx.tokens.make({ purpose: 'email_change_undo', id, generation: 1 })),
        undo_until,
      })
      .where('id', '=', id)
      .execute();
    await writeContactSearch(ctx, [contact_id]);
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'email_changed', changes });
    await joinCompanyOfDomain(ctx, { contact_id, email });
    if (told && told.to_address !== email) {
      const ids = { email_change_id: id };
      await enqueueMail(ctx, addressChangedEmail, { ...told, ids, useful_until: undo_until });
    }
    return { email, was_his: false };
  });
}

/** Nothing changes but that the address is proved: nobody is told, and there is nothing to take back. */
async function proveAddress(
  ctx: Context,
  { id, contact_id, email }: { id: number; contact_id: number; email: string },
) {
  const { db, clock } = ctx;
  const now = clock.now();
  await db.updateTable('email_change').set({ spent_at: now }).where('id', '=', id).execute();
  await db
    .updateTable('contact_email')
    .set({ state: 'verified', verified_at: now })
    .where('contact_id', '=', contact_id)
    .where('email', '=', email)
    .where('state', '<>', 'verified')
    .execute();
  await db
    .updateTable('contact')
    .set({ portal_access: 'active', activated_at: now })
    .where('id', '=', contact_id)
    .where('portal_access', '<>', 'active')
    .execute();
  await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'address_confirmed' });
  await joinCompanyOfDomain(ctx, { contact_id, email });
}

/** Whose an address is by now concerns nobody but its owner. */
function unusable(error: unknown): never {
  if (error instanceof Failure && error.kind === 'conflict')
    throw new Failure('conflict', 'portal_access.address_unusable');
  throw error;
}
