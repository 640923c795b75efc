import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readConsent } from './read-consent.ts';

/**
 * Adds something that customers are asked to agree to when they sign up, activate or, if it is required, next come in. Fails
 * as invalid without words in any language. Needs `settings.edit`.
 */
export async function createConsent(ctx: Context, given: Readonly<Record<string, RawValue>>): Promise<{ id: number }> {
  allow(ctx, 'settings.edit');
  const { labels, texts, ...rest } = await readConsent(ctx, given);
  return inTransaction(ctx, async (ctx) => {
    const { account_id } = ctx.caller;
    const now = ctx.clock.now();
    const words = { labels: JSON.stringify(labels), texts: JSON.stringify(texts) };
    const { id } = await ctx.db
      .insertInto('consent')
      .values({ account_id, ...rest, ...words, created_at: now, changed_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await ctx.db
      .insertInto('consent_version')
      .values({ account_id, consent_id: id, version: 1, ...words, created_at: now })
      .execute();
    const changes = { consent: [null, labels.en ?? labels.ko!] } satisfies Record<string, [null, string]>;
    await recordChange(ctx, { record: 'account', record_id: account_id, act: 'consent_added', changes });
    return { id };
  });
}
