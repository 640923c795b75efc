import { isDeepStrictEqual } from 'node:util';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Labels } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readConsent } from './read-consent.ts';

/**
 * Changes what customers are asked to agree to. Other words, or another document, are a new version: who has agreed to a required
 * one is asked again when he next comes in. Fails as invalid without words, as not_found for one that is asked no more. Needs
 * `settings.edit`.
 */
export async function updateConsent(
  ctx: Context,
  { id, ...given }: { id: number } & Readonly<Record<string, RawValue | number>>,
): Promise<void> {
  allow(ctx, 'settings.edit');
  const read = await readConsent(ctx, given as Readonly<Record<string, RawValue>>);
  await inTransaction(ctx, async (ctx) => {
    const { db, clock, caller } = ctx;
    const before = await db
      .selectFrom('consent')
      .select(['labels', 'texts', 'document', 'is_required', 'version'])
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!before) throw new Failure('not_found', 'platform.not_found');
    const { is_required, document, labels, texts } = read;
    const isSame =
      isDeepStrictEqual(before.labels, labels) &&
      isDeepStrictEqual(before.texts, texts) &&
      before.document === document;
    if (isSame && before.is_required === is_required) return;
    const version = isSame ? before.version : before.version + 1;
    const words = { labels: JSON.stringify(labels), texts: JSON.stringify(texts) };
    await db
      .updateTable('consent')
      .set({ ...words, document, is_required, version, changed_at: clock.now() })
      .where('id', '=', id)
      .execute();
    if (!isSame) {
      const kept = { account_id: caller.account_id, consent_id: id, version, ...words };
      await db
        .insertInto('consent_version')
        .values({ ...kept, created_at: clock.now() })
        .execute();
    }
    const nameOf = (words: Labels) => words.en ?? words.ko ?? '';
    const changes = { consent: [nameOf(before.labels as Labels), nameOf(labels)] } satisfies Record<
      string,
      [string, string]
    >;
    await recordChange(ctx, { record: 'account', record_id: caller.account_id, act: 'consent_changed', changes });
  });
}
