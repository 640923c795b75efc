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
  /** Of his primary address, which he proves by it; else the change to another one. */
  is_primary: boolean;
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
      .leftJoin('contact_email', (join) =>
        join
          .onRef('contact_email.account_id', '=', 'email_change.account_id')
          .onRef('contact_email.contact_id', '=', 'email_change.contact_id')
          .onRef('contact_email.email', '=', 'email_change.email'),
      )
      .leftJoin('contact_credential', (join) =>
        join
          .onRef('contact_credential.account_id', '=', 'email_change.account_id')
          .onRef('contact_credential.contact_id', '=', 'email_change.contact_id'),
      )
      .select(['email_change.id', 'email_change.contact_id', 'name', 'email_change.email', 'expires_at'])
      .select(['spent_at', 'replaced_at', 'portal_access', 'deleted_at', 'deactivated_at', 'locked_by'])
      .select(['contact_email.is_primary', 'contact_credential.password_hash', 'is_temporary'])
      .where('token_hash', '=', hashToken(token))
      .forUpdate('email_change')
      .executeTakeFirst();
    allowLink(link, clock.now());
    const { is_temporary, password_hash, is_primary, ...found } = link;
    // Whoever came in by a temporary password and has chosen his own proves his address here for the first time.
    const isIn = found.portal_access === 'active' || (is_temporary === false && password_hash !== null);
    if (!isIn || !isAdmittable(found)) throw new Failure('expired', 'portal_access.link_expired');
    return { ...found, is_primary: is_primary === true };
  });
}
