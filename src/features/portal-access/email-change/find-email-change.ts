import { allowLink, isAdmittable } from '#features/portal-access/link.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';

export interface OpenEmailChange {
  id: number;
  contact_id: number;
  name: string;
  /** The new address, which the link was mailed to. */
  email: string;
  expires_at: Date;
}

/**
 * Which change of address a mailed link confirms. Looking spends nothing. Fails as expired like `findReset`; in a
 * transaction the link is held until its end.
 */
export async function findEmailChange(ctx: Context, token: string): Promise<OpenEmailChange> {
  return inTransaction(ctx, async ({ db, clock }) => {
    const link = await db
      .selectFrom('email_change')
      .innerJoin('contact', (join) =>
        join
          .onRef('contact.account_id', '=', 'email_change.account_id')
          .onRef('contact.id', '=', 'email_change.contact_id'),
      )
      .select(['email_change.id', 'contact_id', 'name', 'email', 'expires_at', 'spent_at', 'replaced_at'])
      .select(['portal_access', 'deleted_at', 'deactivated_at', 'locked_by'])
      .where('token_hash', '=', hashToken(token))
      .forUpdate('email_change')
      .executeTakeFirst();
    allowLink(link, clock.now());
    const isUsable = link.portal_access === 'active' && isAdmittable(link);
    if (!isUsable) throw new Failure('expired', 'portal_access.link_expired');
    return link;
  });
}
