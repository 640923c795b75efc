import { revokeEmailChanges } from '#features/portal-access/email-change/revoke-email-changes.ts';
import { passwordResetEmail } from '#features/portal-access/password-reset.email.ts';
import { revokeSignInLinks } from '#features/portal-access/sign-in-link/revoke-sign-in-links.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Ends what lets contacts in: sessions, activation links and links to a new password or address, also those whose mail still
 * waits.
 * Their `portal_access` is the caller's to set. Part of acts that delete, restore and deactivate; asks no permission.
 */
export async function endPortalAccess(
  ctx: Context,
  { contact_ids }: { contact_ids: readonly number[] },
): Promise<void> {
  if (contact_ids.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const values = [caller.account_id, contact_ids];
    await db.client!.query('delete from session where account_id = $1 and contact_id = any($2)', values);
    await db.client!.query(
      `update invitation set cancelled_at = $3
       where account_id = $1 and contact_id = any($2)
         and spent_at is null and replaced_at is null and cancelled_at is null`,
      [...values, clock.now()],
    );
    await db.client!.query(
      `update password_reset set expires_at = $3
       where account_id = $1 and contact_id = any($2)
         and spent_at is null and replaced_at is null and expires_at > $3`,
      [...values, clock.now()],
    );
    await revokeEmailChanges(ctx, { contact_ids });
    await revokeSignInLinks(ctx, { contact_ids });
    // An invitation's mail sees for itself that its link is dead, and so does one to a new address.
    await db.client!.query(
      `update mail_message set useful_until = $3
       where account_id = $1 and contact_id = any($2) and state = 'waiting' and kind = $4`,
      [...values, clock.now(), passwordResetEmail.name],
    );
  });
}
