import { findAccount } from '#features/accounts/find-account.ts';
import { allowLink, isAdmittable } from '#features/portal-access/link.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';

export interface OpenSignInLink {
  id: number;
  contact_id: number;
  name: string;
  /** The address that the link was mailed to. */
  email: string;
  expires_at: Date;
}

/**
 * Whom a mailed link signs in. Looking spends nothing. Fails as expired, saying whether the link is unknown, spent, replaced
 * or too old; too old it is also once the account sends no such links, and where he is locked by a person, deactivated,
 * gone, or has the address no more. In a transaction the link is held until its end: of two at once the second finds it spent.
 */
export async function findSignInLink(ctx: Context, token: string): Promise<OpenSignInLink> {
  return inTransaction(ctx, async (ctx) => {
    const link = await ctx.db
      .selectFrom('sign_in_link')
      .innerJoin('contact', (join) =>
        join
          .onRef('contact.account_id', '=', 'sign_in_link.account_id')
          .onRef('contact.id', '=', 'sign_in_link.contact_id'),
      )
      .leftJoin('contact_email', (join) =>
        join
          .onRef('contact_email.account_id', '=', 'sign_in_link.account_id')
          .onRef('contact_email.contact_id', '=', 'sign_in_link.contact_id')
          .onRef('contact_email.email', '=', 'sign_in_link.email'),
      )
      .select(['sign_in_link.id', 'sign_in_link.contact_id', 'name', 'sign_in_link.email'])
      .select(['expires_at', 'spent_at', 'replaced_at', 'contact_email.state as address_state'])
      .select(['portal_access', 'deleted_at', 'deactivated_at', 'locked_by'])
      .where('token_hash', '=', hashToken(token))
      .forUpdate('sign_in_link')
      .executeTakeFirst();
    allowLink(link, ctx.clock.now());
    const { has_sign_in_links } = await findAccount(ctx);
    const isUsable = link.portal_access === 'active' && isAdmittable(link) && link.address_state === 'verified';
    if (!has_sign_in_links || !isUsable) throw new Failure('expired', 'portal_access.link_expired');
    return link;
  });
}
