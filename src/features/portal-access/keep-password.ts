import { endSessionsOf } from '#features/sessions/end-sessions-of.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { revokeEmailChange } from './email-change/revoke-email-change.ts';
import { revokePasswordReset } from './revoke-password-reset.ts';
import { revokeSignInLinks } from './sign-in-link/revoke-sign-in-links.ts';

interface KeptPassword {
  contact_id: number;
  password_hash: string;
  /** One that somebody else has chosen: good for one sign-in. */
  is_temporary?: boolean;
}

/**
 * Stores the hash of a contact's new password. His sessions end, links to replace the password or the address stop working, failed
 * sign-ins are forgotten and a lock that came of them is lifted. Part of activation and reset, in their transaction.
 */
export async function keepPassword(
  ctx: Context,
  { contact_id, password_hash, is_temporary = false }: KeptPassword,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const now = clock.now();
    const kept = {
      password_hash,
      password_set_at: now,
      is_temporary,
      failed_sign_in_count: 0,
      failed_sign_in_at: null,
    };
    await db
      .insertInto('contact_credential')
      .values({ account_id: caller.account_id, contact_id, ...kept })
      .onConflict((broken) => broken.columns(['account_id', 'contact_id']).doUpdateSet(kept))
      .execute();
    await db
      .updateTable('contact')
      .set({ locked_at: null, locked_by: null, locked_until: null })
      .where('id', '=', contact_id)
      .where('locked_by', '=', 'failures')
      .execute();
    await revokePasswordReset(ctx, { contact_id });
    // Whoever knew the former password may have asked for it, to have the mail that lets him in again (B05).
    await revokeEmailChange(ctx, { contact_id });
    await revokeSignInLinks(ctx, { contact_ids: [contact_id] });
    await endSessionsOf(ctx, { contact_id });
  });
}
