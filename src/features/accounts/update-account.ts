import { changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { accountFields, readAccountFields, settingFields } from './account.ts';

/**
 * Changes the account's name, language, country, time zone, invitation days, lockout, contact points, words that mean empty or days that files are kept.
 * Only what is given changes. The switch for mail and the address have acts of their own. Fails as invalid with every bad field.
 */
export async function updateAccount(ctx: Context, given: Readonly<Record<string, RawValue>>): Promise<void> {
  allow(ctx, 'settings.edit');
  const { values, problems } = readAccountFields([...accountFields, ...settingFields], given, { is_new: false });
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  if (values.empty_words === null) values.empty_words = [];
  await inTransaction(ctx, async (ctx) => {
    const before = await ctx.db.selectFrom('account').selectAll().forUpdate().executeTakeFirstOrThrow();
    const changes = changesBetween(before as unknown as Record<string, FieldValue>, values);
    if (Object.keys(changes).length === 0) return;
    await ctx.db
      .updateTable('account')
      .set({ ...values, updated_at: ctx.clock.now() })
      .execute();
    await recordChange(ctx, { record: 'account', record_id: before.id, act: 'updated', changes });
  });
}
