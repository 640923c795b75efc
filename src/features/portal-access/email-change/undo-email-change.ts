import { recordChange } from '#features/change-log/record-change.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
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
import { takeBackEmailChanges } from './take-back-email-changes.ts';

/**
 * Takes a customer's change of address back by the link that went to the former one: whoever did it may have been somebody
 * else, so that every address brought in since by such changes goes, the password is deleted, all sessions end and open links
 * stop working. An address that an agent has made the primary one meanwhile stays it.
 */
export async function undoEmailChange(ctx: Context, { token }: { token: string }): Promise<void> {
  await limitRate(ctx, limits.link, networkOf(ctx.origin?.ip ?? ''));
  const { contact_id } = await findEmailUndo(ctx, token);
  await inTransaction(ctx, async (ctx) => {
    const { emails } = await lockAddresses(ctx, contact_id);
    const { id, former_email } = await findEmailUndo(ctx, token);
    // What an agent has taken from him since is not brought back by whoever reads its mail.
    const isStillHis = emails.some(({ email, state }) => email === former_email && state !== 'retired');
    if (!isStillHis) throw new Failure('expired', 'portal_access.link_expired');
    const changes = await takeBackEmailChanges(ctx, { contact_id, id, former_email });
    // Whoever asked for the change gave the password: only a link to an address of his own lets anybody in from here on.
    await ctx.db.deleteFrom('contact_credential').where('contact_id', '=', contact_id).execute();
    await revokeEmailChange(ctx, { contact_id });
    await revokePasswordReset(ctx, { contact_id });
    await endSessionsOf(ctx, { contact_id });
    await writeContactSearch(ctx, [contact_id]);
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'email_change_undone', changes });
  });
}
