import { recordChange } from '#features/change-log/record-change.ts';
import { changeAddresses } from '#features/contacts/change-addresses.ts';
import { writeContactSearch } from '#features/contacts/write-contact-search.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import { revokePasswordReset } from '#features/portal-access/revoke-password-reset.ts';
import { endSessionsOf } from '#features/sessions/end-sessions-of.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { findEmailUndo } from './find-email-undo.ts';
import { lockAddresses } from './lock-addresses.ts';
import { revokeEmailChange } from './revoke-email-change.ts';

/**
 * Takes a customer's change of address back by the link that went to the former one: whoever did it may have been somebody
 * else, so that every address brought in since by such changes goes, all sessions end and open links stop working. An
 * address that an agent has made the primary one meanwhile stays it.
 */
export async function undoEmailChange(ctx: Context, { token }: { token: string }): Promise<void> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  const { contact_id } = await findEmailUndo(ctx, token);
  await inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const addresses = await lockAddresses(ctx, contact_id);
    const { id, former_email } = await findEmailUndo(ctx, token);
    const undone = await db
      .updateTable('email_change')
      .set({ undone_at: clock.now() })
      .where('contact_id', '=', contact_id)
      .where('id', '>=', id)
      .where('spent_at', 'is not', null)
      .where('undone_at', 'is', null)
      .returning(['email', 'was_his'])
      .execute();
    const brought = undone.map(({ email }) => email).filter((email) => email !== former_email);
    const gone = undone.filter(({ was_his }) => !was_his).map(({ email }) => email);
    const kept = addresses.emails
      .filter(({ email, state }) => state !== 'retired' && (email === former_email || !gone.includes(email)))
      .map(({ email }) => email);
    // What an agent has taken from him since is not brought back by whoever reads its mail.
    if (former_email === null || !kept.includes(former_email))
      throw new Failure('expired', 'portal_access.link_expired');
    const isPrimary = addresses.email !== null && brought.includes(addresses.email);
    const email = isPrimary ? former_email : addresses.email;
    const other_emails = kept.filter((one) => one !== email);
    const changes = await changeAddresses(ctx, addresses, { email, other_emails, former: 'remove' });
    await revokeEmailChange(ctx, { contact_id });
    await revokePasswordReset(ctx, { contact_id });
    await endSessionsOf(ctx, { contact_id });
    await writeContactSearch(ctx, [contact_id]);
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'email_change_undone', changes });
  });
}
