import { findAccount } from '#features/accounts/find-account.ts';
import { allowLink } from '#features/portal-access/link.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { hashToken } from '#platform/tokens.ts';

export interface OpenSignUp {
  id: number;
  name: string;
  /** The address that the link was mailed to and that it proves. */
  email: string;
  language: Locale;
  custom_fields: Record<string, string>;
  expires_at: Date;
}

/**
 * Which sign-up a mailed link finishes. Looking spends nothing. Fails as expired, saying whether the link is unknown, spent,
 * replaced or too old; too old it is also where nobody may sign up any more. In a transaction the link is held until its
 * end: of two at once the second finds it spent.
 */
export async function findSignUp(ctx: Context, token: string): Promise<OpenSignUp> {
  return inTransaction(ctx, async (ctx) => {
    const link = await ctx.db
      .selectFrom('sign_up')
      .select(['id', 'name', 'email', 'language', 'custom_fields', 'expires_at', 'spent_at', 'replaced_at'])
      .where('token_hash', '=', hashToken(token))
      .forUpdate()
      .executeTakeFirst();
    allowLink(link, ctx.clock.now());
    const { sign_up } = await findAccount(ctx);
    if (sign_up === 'off') throw new Failure('expired', 'portal_access.link_expired');
    return { ...link, custom_fields: link.custom_fields as Record<string, string> };
  });
}
