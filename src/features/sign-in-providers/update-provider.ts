import type { Updateable } from 'kysely';
import { changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import type { SignInProviderRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { findProvider } from './find-provider.ts';
import { keepAgentsWayIn } from './keep-agents-way-in.ts';
import { readProvider } from './read-provider.ts';
import { identifyingFields, secretSeal } from './sign-in-provider.ts';

/**
 * Changes a provider. Without a secret the one that is kept stays. With another issuer or client it is another one: what people were linked by
 * says nothing there and is forgotten, so that nobody comes in as whom somebody else is called there. Needs `settings.edit`; fails as invalid with
 * every bad field, as conflict where agents have to use a provider and this is their last.
 */
export async function updateProvider(
  ctx: Context,
  { id, given }: { id: number; given: Readonly<Record<string, RawValue>> },
): Promise<void> {
  allow(ctx, 'settings.edit');
  await inTransaction(ctx, async (ctx) => {
    const { db, clock, seal } = ctx;
    const before = await findProvider(ctx, { id });
    const { values, secret, problems } = readProvider(before.kind, given, { is_new: false });
    if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
    const changes = changesBetween(before as unknown as Record<string, FieldValue>, values);
    if (Object.keys(changes).length === 0 && !secret) return;
    // The secret counts as said by its own act, without a value.
    const next = {
      ...values,
      ...(secret && { sealed_secret: seal.close(secretSeal, secret) }),
      updated_at: clock.now(),
    };
    await db
      .updateTable('sign_in_provider')
      .set(next as unknown as Updateable<SignInProviderRow>)
      .where('id', '=', id)
      .execute();
    if (identifyingFields.some((name) => name in changes)) {
      await db.deleteFrom('sign_in_identity').where('provider_id', '=', id).execute();
      await db.deleteFrom('address_proof').where('provider_id', '=', id).execute();
    }
    await keepAgentsWayIn(ctx);
    if (secret) await recordChange(ctx, { record: 'sign_in_provider', record_id: id, act: 'secret_replaced' });
    if (Object.keys(changes).length > 0) {
      await recordChange(ctx, { record: 'sign_in_provider', record_id: id, act: 'updated', changes });
    }
  });
}
