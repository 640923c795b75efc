import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';
import { allowLink, isAdmittable } from './link.ts';

export interface OpenReset {
  id: number;
  contact_id: number;
  name: string;
  /** The address that the link was mailed to. */
  email: string;
  expires_at: Date;
  /** Made by signing in with a temporary password, and mailed to nobody. */
  is_of_temporary_password: boolean;
  /** Whether he has proved an address before, by which he signs in. */
  is_verified: boolean;
}

/**
 * Whose password a mailed link may replace. Looking spends nothing. Fails as expired, saying whether the link is unknown,
 * spent, replaced or too old, or was mailed to an address that is no longer his. In a transaction the link is held until its end: of two at once the second finds it spent.
 */
export async function findReset(ctx: Context, token: string): Promise<OpenReset> {
  return inTransaction(ctx, async ({ db, clock }) => {
    const link = await db
      .selectFrom('password_reset')
      .innerJoin('contact', (join) =>
        join
          .onRef('contact.account_id', '=', 'password_reset.account_id')
          .onRef('contact.id', '=', 'password_reset.contact_id'),
      )
      .leftJoin('contact_email', (join) =>
        join
          .onRef('contact_email.account_id', '=', 'password_reset.account_id')
          .onRef('contact_email.contact_id', '=', 'password_reset.contact_id')
          .onRef('contact_email.email', '=', 'password_reset.email'),
      )
      .select([
        'password_reset.id',
        'password_reset.contact_id',
        'name',
        'password_reset.email',
        'expires_at',
        'spent_at',
        'replaced_at',
        'is_of_temporary_password',
      ])
      .select(['portal_access', 'deleted_at', 'deactivated_at', 'locked_by'])
      .select(['contact_email.state as address_state', 'contact_email.is_primary'])
      .where('token_hash', '=', hashToken(token))
      .forUpdate('password_reset')
      .executeTakeFirst();
    allowLink(link, clock.now());
    const is_verified = link.portal_access === 'active';
    // A temporary password lets in by the primary address, whether or not he has proved it.
    const isHisAddress = link.is_of_temporary_password
      ? link.is_primary === true && link.address_state !== 'retired'
      : is_verified && link.address_state === 'verified';
    if (!isHisAddress || !isAdmittable(link)) throw new Failure('expired', 'portal_access.link_expired');
    return { ...link, is_verified };
  });
}
