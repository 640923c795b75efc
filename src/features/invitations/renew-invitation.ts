import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';
import { sendWayIn } from './send-way-in.ts';

/**
 * Mails a fresh link to the address of an activation link that no longer works; whoever holds the old one has read that
 * mailbox once. As often and as silently as `sendWayIn`. Fails as expired for a token that never was one.
 */
export async function renewInvitation(ctx: Context, token: string): Promise<void> {
  const link = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('invitation').select('email').where('token_hash', '=', hashToken(token)).executeTakeFirst(),
  );
  if (!link) throw new Failure('expired', 'portal_access.link_unknown');
  await sendWayIn(ctx, { email: link.email });
}
