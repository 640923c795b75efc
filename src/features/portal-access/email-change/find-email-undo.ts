import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';

export interface OpenEmailUndo {
  id: number;
  contact_id: number;
  /** The address that was brought in. */
  email: string;
  /** The address that the undo brings back. */
  former_email: string | null;
  undo_until: Date;
}

/**
 * Which change of address a link mailed to the former one takes back. Looking spends nothing; it works also for somebody
 * who is locked or deactivated, since it opens nothing. Fails as expired like `findReset`.
 */
export async function findEmailUndo(ctx: Context, token: string): Promise<OpenEmailUndo> {
  return inTransaction(ctx, async ({ db, clock }) => {
    const link = await db
      .selectFrom('email_change')
      .innerJoin('contact', (join) =>
        join
          .onRef('contact.account_id', '=', 'email_change.account_id')
          .onRef('contact.id', '=', 'email_change.contact_id'),
      )
      .select(['email_change.id', 'contact_id', 'email', 'former_email', 'undo_until', 'undone_at', 'deleted_at'])
      .where('undo_token_hash', '=', hashToken(token))
      .forUpdate('email_change')
      .executeTakeFirst();
    if (!link?.undo_until) throw new Failure('expired', 'portal_access.link_unknown');
    if (link.undone_at) throw new Failure('expired', 'portal_access.link_spent');
    if (link.deleted_at || link.undo_until <= clock.now()) throw new Failure('expired', 'portal_access.link_expired');
    return { ...link, undo_until: link.undo_until };
  });
}
