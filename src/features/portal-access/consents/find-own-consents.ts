import { findAccount } from '#features/accounts/find-account.ts';
import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { OwnConsent } from './consent.ts';
import { listConsents } from './list-consents.ts';

/**
 * What a signed-in customer is asked to agree to, with what he has agreed to. A required one that is not current is what he owes:
 * he is asked for it before he goes on.
 */
export async function findOwnConsents(ctx: Context): Promise<OwnConsent[]> {
  const { contact_id } = allowContact(ctx);
  return inTransaction(ctx, async (ctx) => {
    const consents = await listConsents(ctx);
    if (consents.length === 0) return [];
    const account = await findAccount(ctx);
    const rows = await ctx.db
      .selectFrom('contact_consent')
      .select(['consent_id', 'version', 'document_version', 'given_at'])
      .where('contact_id', '=', contact_id)
      .where('withdrawn_at', 'is', null)
      .execute();
    return consents.map((consent) => {
      const given = rows.find(({ consent_id }) => consent_id === consent.id);
      const document_version = consent.document && account[`${consent.document}_version`];
      const is_current = given?.version === consent.version && given.document_version === document_version;
      return { ...consent, given_at: given?.given_at ?? null, is_current };
    });
  });
}
