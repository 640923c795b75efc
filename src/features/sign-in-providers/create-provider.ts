import type { Insertable } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import type { SignInProviderRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, type FieldProblem, invalid } from '#platform/failure.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readProvider } from './read-provider.ts';
import { brandNames, type ProviderKind, secretSeal } from './sign-in-provider.ts';

/** So many buttons are more than anybody reads. */
const mostProviders = 20;

/**
 * Adds a provider, as the last in the order; its secret is kept sealed and never shown again. Nobody sees its button unless `given` says
 * so. Gives its id. Needs `settings.edit`; fails as invalid with every bad field.
 */
export async function createProvider(
  ctx: Context,
  { kind, given }: { kind: ProviderKind; given: Readonly<Record<string, RawValue>> },
): Promise<{ id: number }> {
  allow(ctx, 'settings.edit');
  const { values, secret, problems } = readProvider(kind, given, { is_new: true });
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock, seal } = ctx;
    const now = clock.now();
    const { count, last } = await db
      .selectFrom('sign_in_provider')
      .select((row) => [row.fn.countAll<number>().as('count'), row.fn.max('position').as('last')])
      .executeTakeFirstOrThrow();
    if (count >= mostProviders) throw new Failure('conflict', 'sign_in_providers.too_many');
    const row = {
      ...(kind !== 'openid' && { name: brandNames[kind] }),
      ...values,
      ...{ account_id: caller.account_id, kind, sealed_secret: seal.close(secretSeal, secret!) },
      ...{ position: (last ?? 0) + 1, created_at: now, updated_at: now },
    };
    const { id } = await db
      .insertInto('sign_in_provider')
      .values(row as unknown as Insertable<SignInProviderRow>)
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordChange(ctx, { record: 'sign_in_provider', record_id: id, act: 'created' });
    return { id };
  });
}
