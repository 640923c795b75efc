import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Labels } from '#platform/fields/field.ts';
import type { GivenConsent } from './consent.ts';

export interface ContactConsent extends GivenConsent {
  id: number;
  /** As it was worded then. */
  labels: Labels;
  withdrawn_at: Date | null;
}

/** What a contact has agreed to and withdrawn, the newest first. Needs `contacts.view`. */
export async function listContactConsents(
  ctx: Context,
  { contact_id }: { contact_id: number },
): Promise<ContactConsent[]> {
  allow(ctx, 'contacts.view');
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('contact_consent')
      .innerJoin('consent_version', (join) =>
        join
          .onRef('consent_version.account_id', '=', 'contact_consent.account_id')
          .onRef('consent_version.consent_id', '=', 'contact_consent.consent_id')
          .onRef('consent_version.version', '=', 'contact_consent.version'),
      )
      .select(['contact_consent.id', 'contact_consent.consent_id', 'contact_consent.version', 'document_version'])
      .select(['given_at', 'withdrawn_at', 'language', 'network', 'labels'])
      .where('contact_id', '=', contact_id)
      .orderBy('contact_consent.id', 'desc')
      .limit(100)
      .execute(),
  );
  return rows.map((row) => ({ ...row, labels: row.labels as Labels }));
}
