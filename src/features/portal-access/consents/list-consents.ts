import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Labels } from '#platform/fields/field.ts';
import type { Consent } from './consent.ts';

/** What an account asks its customers to agree to: what is required first. Anybody at its door may know it. */
export async function listConsents(ctx: Context): Promise<Consent[]> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('consent')
      .select(['id', 'is_required', 'document', 'labels', 'texts', 'version'])
      .where('ended_at', 'is', null)
      .orderBy('is_required', 'desc')
      .orderBy('id')
      .execute(),
  );
  return rows.map((row) => ({ ...row, labels: row.labels as Labels, texts: row.texts as Labels }));
}
